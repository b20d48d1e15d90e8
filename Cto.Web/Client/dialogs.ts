// The one dialog of the page: what is swapped into it is shown, what closes it empties it.
export function startDialogs(): void {
  document.body.addEventListener("htmx:afterSwap", event => {
    const dialog = (event as CustomEvent).detail.target as Element;
    if (dialog instanceof HTMLDialogElement && !dialog.open) {
      dialog.showModal();
    }
  });
  document.addEventListener("click", event => {
    const target = event.target as Element;
    const dialog = target.closest("dialog");
    if (dialog !== null && (target === dialog || target.closest("[data-close]") !== null)) {
      dialog.close();
    }
  });
  // A change made from within the dialog answers with this header: there is nothing left to show in it.
  document.body.addEventListener("dialog-done", () => document.querySelector<HTMLDialogElement>("#dialog")?.close());
  document.querySelector("#dialog")?.addEventListener("close", event => (event.target as Element).replaceChildren());
}
