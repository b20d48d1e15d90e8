// Arranging a board: drag a tile, drag its corner, or use the keys. The tile goes at once where it was put;
// the server's answer then says where every tile stands, because others give way.
import { announce, antiforgeryToken, toast } from "./forms";

interface Area { column: number; row: number; columns: number; rows: number }
interface Place extends Area { id: string }
interface Held { tile: HTMLElement; from: Area; to: Area; x: number; y: number; sizing: boolean; moved: boolean; drop: HTMLElement | null }

const width = 12;
const tallest = 20;
let held: Held | null = null;
let sending: Promise<void> = Promise.resolve();

export function startArranging(): void {
  document.addEventListener("click", event => {
    const button = (event.target as Element).closest<HTMLElement>("[data-arrange]");
    if (button !== null) {
      const id = button.dataset["arrange"];
      arrange(id ? true : !arranging());
      if (id) {
        tileOf(id)?.focus();
      }
    }
    if ((event.target as Element).closest("[data-copy-link]") !== null) {
      void navigator.clipboard.writeText(location.href).then(() => toast("The link is copied."));
    }
  });
  document.addEventListener("pointerdown", grab);
  document.addEventListener("pointermove", drag);
  document.addEventListener("pointerup", () => drop(true));
  document.addEventListener("pointercancel", () => drop(false));
  document.addEventListener("keydown", key);
  document.body.addEventListener("htmx:afterSwap", () => {
    if (wanted) {
      arrange(true);
    }
  });
}

let wanted = false;

function board(): HTMLElement | null {
  return document.querySelector<HTMLElement>("#board");
}

function arranging(): boolean {
  return board()?.classList.contains("arranging") ?? false;
}

function tileOf(id: string): HTMLElement | null {
  return document.getElementById(`w-${id}`);
}

function arrange(on: boolean): void {
  const grid = board();
  if (grid === null) {
    return;
  }
  const changed = on !== arranging();
  wanted = on;
  grid.classList.toggle("arranging", on);
  for (const tile of grid.querySelectorAll<HTMLElement>(".tile")) {
    if (on) {
      tile.tabIndex = 0;
      tile.setAttribute("aria-roledescription", "movable tile");
    } else {
      tile.removeAttribute("tabindex");
      tile.removeAttribute("aria-roledescription");
    }
  }
  for (const button of document.querySelectorAll(".tools [data-arrange]")) {
    button.setAttribute("aria-pressed", String(on));
  }
  if (changed) {
    announce(on ? "Arranging. Arrow keys move a tile, Shift with arrow keys resizes it, Escape ends." : "Done arranging.");
    if (!on) {
      document.dispatchEvent(new Event("board-settled"));
    }
  }
}

function grab(event: PointerEvent): void {
  const target = event.target as Element;
  const tile = target.closest<HTMLElement>("#board.arranging > .tile");
  if (tile === null || event.button !== 0 || target.closest(".menu") !== null) {
    return;
  }
  event.preventDefault();
  tile.focus({ preventScroll: true });
  tile.setPointerCapture(event.pointerId);
  const from = areaOf(tile);
  held = { tile, from, to: from, x: event.clientX, y: event.clientY + scrollY, sizing: target.closest(".grip") !== null, moved: false, drop: null };
}

function drag(event: PointerEvent): void {
  const grid = board();
  if (held === null || grid === null) {
    return;
  }
  const [dx, dy] = [event.clientX - held.x, event.clientY + scrollY - held.y];
  if (!held.moved && Math.hypot(dx, dy) < 4) {
    return;
  }
  if (!held.moved) {
    held.moved = true;
    held.tile.classList.add("held");
    if (!held.sizing) {
      held.drop = grid.appendChild(Object.assign(document.createElement("div"), { className: "drop" }));
    }
  }
  const style = getComputedStyle(grid);
  const [gap, row] = [parseFloat(style.columnGap), parseFloat(style.gridAutoRows)];
  const cell = (grid.clientWidth + gap) / width;
  const [columns, rows] = [Math.round(dx / cell), Math.round(dy / (row + gap))];
  held.to = held.sizing
    ? fit(held.tile, { ...held.from, columns: held.from.columns + columns, rows: held.from.rows + rows }, true)
    : fit(held.tile, { ...held.from, column: held.from.column + columns, row: held.from.row + rows }, false);
  if (held.sizing) {
    setArea(held.tile, held.to);
  } else {
    held.tile.style.transform = `translate(${dx}px, ${dy}px)`;
    setArea(held.drop!, held.to);
  }
}

function drop(keep: boolean): void {
  if (held === null) {
    return;
  }
  const { tile, from, to, moved } = held;
  held.drop?.remove();
  held = null;
  tile.classList.remove("held");
  tile.style.transform = "";
  if (!moved || !keep) {
    setArea(tile, from);
    return;
  }
  setArea(tile, to);
  send(tile, to, from);
}

function key(event: KeyboardEvent): void {
  if (event.key === "Escape" && arranging() && document.querySelector("dialog[open], details.menu[open]") === null) {
    if (held === null) {
      arrange(false);
    } else {
      drop(false);
    }
    return;
  }
  const tile = event.target as HTMLElement;
  const step = steps[event.key];
  if (step === undefined || !tile.matches?.("#board.arranging > .tile") || event.ctrlKey || event.altKey || event.metaKey) {
    return;
  }
  event.preventDefault();
  const from = areaOf(tile);
  const to = event.shiftKey
    ? fit(tile, { ...from, columns: from.columns + step[0], rows: from.rows + step[1] }, true)
    : fit(tile, { ...from, column: from.column + step[0], row: from.row + step[1] }, false);
  if (JSON.stringify(to) === JSON.stringify(from)) {
    announce("It does not go further.");
    return;
  }
  setArea(tile, to);
  send(tile, to, from);
}

const steps: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function fit(tile: HTMLElement, area: Area, sizing: boolean): Area {
  const [fewest = 1, lowest = 1] = (tile.dataset["smallest"] ?? "1,1").split(",").map(Number);
  const columns = Math.min(sizing ? width - area.column : width, Math.max(fewest, area.columns));
  const rows = Math.min(tallest, Math.max(lowest, area.rows));
  return { columns, rows, column: Math.min(width - columns, Math.max(0, area.column)), row: Math.max(0, area.row) };
}

// One change after the other: the last answer is the one that stands.
function send(tile: HTMLElement, to: Area, from: Area): void {
  const grid = board();
  const address = grid?.dataset["place"]?.replace("{id}", tile.dataset["widget"] ?? "");
  if (address === undefined) {
    return;
  }
  sending = sending.then(async () => {
    const body = new URLSearchParams(Object.entries(to).map(([name, value]) => [name, String(value)]));
    try {
      const answer = await fetch(address, { method: "POST", body, headers: { RequestVerificationToken: await antiforgeryToken() } });
      if (!answer.ok) {
        throw new Error(String(answer.status));
      }
      settle(await answer.json() as Place[]);
      const now = areaOf(tile);
      announce(`${tile.querySelector("h2")?.textContent}: column ${now.column + 1}, row ${now.row + 1}, ${now.columns} wide, ${now.rows} high.`);
    } catch {
      setArea(tile, from);
      toast("The board could not be saved. The tile is back where it was.");
    }
  });
}

function settle(places: Place[]): void {
  for (const place of places) {
    const tile = tileOf(place.id);
    if (tile !== null && tile !== held?.tile) {
      setArea(tile, place);
    }
  }
  // The order of the document is the order of reading: row by row. Moving a node would take the focus from it.
  const focused = document.activeElement;
  const grid = board();
  const inOrder = places.toSorted((a, b) => a.row - b.row || a.column - b.column).map(place => tileOf(place.id));
  inOrder.forEach((tile, index) => {
    const there = grid?.children[index];
    if (tile !== null && there !== undefined && there !== tile) {
      grid!.insertBefore(tile, there);
    }
  });
  if (focused instanceof HTMLElement && document.activeElement !== focused) {
    focused.focus({ preventScroll: true });
  }
}

function areaOf(tile: HTMLElement): Area {
  const read = (name: string): number => Number([...tile.classList].find(part => part.startsWith(`${name}-`))?.slice(2) ?? 0);
  return { column: read("c"), row: read("r"), columns: read("w"), rows: read("h") };
}

function setArea(element: HTMLElement, area: Area): void {
  const others = [...element.classList].filter(part => !/^[crwh]-\d+$/.test(part));
  element.className = [...others, `c-${area.column}`, `w-${area.columns}`, `r-${area.row}`, `h-${area.rows}`].join(" ");
}
