// An open board hears which of its widgets changed and fetches just those; while someone arranges, it waits.
import htmx from "htmx.org";

const waiting = new Set<string>();

export function startLive(): void {
  const board = document.querySelector<HTMLElement>("[data-live]");
  const address = board?.dataset["live"];
  if (address === undefined) {
    return;
  }
  const source = new EventSource(address);
  source.addEventListener("widget", event => fetchTile((event as MessageEvent<string>).data));
  window.addEventListener("pagehide", () => source.close());
  document.addEventListener("board-settled", () => {
    for (const id of [...waiting]) {
      waiting.delete(id);
      fetchTile(id);
    }
  });
}

function fetchTile(id: string): void {
  const board = document.querySelector<HTMLElement>("#board");
  const tile = document.getElementById(`w-${id}`);
  const address = board?.dataset["tiles"];
  if (board === null || tile === null || address === undefined) {
    return;
  }
  if (board.classList.contains("arranging") || tile.querySelector("details[open]") !== null) {
    waiting.add(id);
    return;
  }
  // The tile asks for itself: requests of one element wait for each other, and all but the last would be lost.
  void htmx.ajax("get", address.replace("{id}", id), { source: tile, target: tile, swap: "outerHTML" });
}
