"""The mail server's address: an apprise URL, of which only what is safe is taken."""

from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from reports.errors import SettingsError

LOOPBACK = {"localhost", "127.0.0.1", "::1"}
MODES = {"mailto": "insecure", "mailtos": "starttls"}  # how a mail travels, unless the URL's `mode` says otherwise
PLAINTEXT = "insecure"


def read_server(url: str) -> SplitResult:
    """Read the mail server's URL. Of apprise's options it may have `mode` only: others add readers or drop checks.

    Raises SettingsError for any other URL, and for plaintext to another machine.
    """
    expected = "mail_server: expected mailto://host:port or mailtos://user:password@host:port"
    try:
        server = urlsplit(url)
        if server.scheme not in MODES or not server.hostname or server.port == 0:
            raise SettingsError(expected)
    except ValueError:
        raise SettingsError(expected) from None
    if not unquote(server.netloc).isascii():
        raise SettingsError("mail_server: user and password must be ASCII: no others can be sent to a mail server")
    if {name for name, _ in parse_qsl(server.query)} - {"mode"} or mode(server) not in {PLAINTEXT, "starttls", "ssl"}:
        raise SettingsError(f"{expected}, and of its options mode alone: starttls, ssl or insecure")
    if mode(server) == PLAINTEXT and server.hostname not in LOOPBACK:
        raise SettingsError(
            f"mail_server: plaintext to {server.hostname}: use mailtos:// or mode ssl, or a server on this machine"
        )
    return server


def mode(server: SplitResult) -> str:
    """Give how mails travel to it: `starttls`, `ssl` or `insecure`."""
    return dict(parse_qsl(server.query)).get("mode", MODES[server.scheme])
