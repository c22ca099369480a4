"""The Reports page: what was issued, to whom, and what the measures do over time, for a browser.

A FastAPI application (`app.create`) that knows nothing of the program in which it is shown; that one is a `Host`
(`host`). Its answers are as `web/src/types.ts` has them, its front end is made from `web/`.
"""
