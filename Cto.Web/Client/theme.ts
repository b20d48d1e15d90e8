// The theme is kept in a cookie, so that the server paints it right the first time.
const choices = new Set(["light", "dark", "auto"]);

export function startTheme(): void {
  mark(document.documentElement.dataset["theme"] ?? "auto");
  document.addEventListener("click", event => {
    const choice = (event.target as Element).closest<HTMLElement>("[data-theme-choice]")?.dataset["themeChoice"];
    if (choice === undefined || !choices.has(choice)) {
      return;
    }
    if (choice === "auto") {
      delete document.documentElement.dataset["theme"];
    } else {
      document.documentElement.dataset["theme"] = choice;
    }
    const secure = location.protocol === "https:" ? "; secure" : "";
    document.cookie = `cto.theme=${choice}; path=/; max-age=31536000; samesite=lax${secure}`;
    mark(choice);
  });
}

function mark(chosen: string): void {
  for (const button of document.querySelectorAll<HTMLElement>("[data-theme-choice]")) {
    button.setAttribute("aria-pressed", String(button.dataset["themeChoice"] === chosen));
  }
}
