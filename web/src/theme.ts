/** Light or dark: as Airflow is, else as it was last chosen there, else as the reader's system is. */

import { hostDocument } from "./embedded";

const CHOSEN = "theme"; // where Airflow keeps the choice: light, dark or system
const prefersDark = window.matchMedia("(prefers-color-scheme: dark)");

function isDark(): boolean {
  if (hostDocument) return hostDocument.documentElement.classList.contains("dark");
  const chosen = storedChoice();
  return chosen === "dark" || (chosen !== "light" && prefersDark.matches);
}

function storedChoice(): string | null {
  try {
    return localStorage.getItem(CHOSEN);
  } catch {
    return null; // the browser keeps nothing for this site
  }
}

function apply(): void {
  document.documentElement.dataset.theme = isDark() ? "dark" : "light";
}

/** Shows the theme, and follows it when it is changed. */
export function followTheme(): void {
  apply();
  if (hostDocument) new MutationObserver(apply).observe(hostDocument.documentElement, { attributeFilter: ["class"] });
  prefersDark.addEventListener("change", apply);
  window.addEventListener("storage", apply);
}

/** Shows the authority's own colour. */
export function showColour(accent: string): void {
  document.documentElement.style.setProperty("--accent-on-paper", accent);
}
