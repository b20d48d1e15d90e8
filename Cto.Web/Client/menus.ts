// Menus are <details>: they open by themselves. Here they close: on a choice, on a click elsewhere, on Escape, and when another opens.
export function startMenus(): void {
  document.addEventListener("click", event => {
    const target = event.target as Element;
    for (const menu of open()) {
      if (!menu.contains(target) || target.closest(".sheet :is(a, button)") !== null) {
        menu.open = false;
      }
    }
  });
  document.addEventListener("keydown", event => {
    if (event.key !== "Escape") {
      return;
    }
    for (const menu of open()) {
      menu.open = false;
      menu.querySelector("summary")?.focus();
    }
  });
  document.addEventListener("keydown", event => {
    const menu = (event.target as Element).closest<HTMLDetailsElement>("details.menu[open]");
    if (menu === null || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) {
      return;
    }
    const entries = [...menu.querySelectorAll<HTMLElement>(".sheet :is(a, button)")];
    const step = event.key === "ArrowDown" ? 1 : -1;
    const now = entries.indexOf(document.activeElement as HTMLElement);
    entries.at(now < 0 && step < 0 ? -1 : (now + step) % entries.length)?.focus();
    event.preventDefault();
  });
}

function open(): HTMLDetailsElement[] {
  return [...document.querySelectorAll<HTMLDetailsElement>("details.menu[open]")];
}
