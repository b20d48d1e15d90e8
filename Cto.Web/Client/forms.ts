// What changes something carries the antiforgery token; it is asked for when the first change is made, so that pages need none.
const field = "__RequestVerificationToken";
let known: string | null = null;

export async function antiforgeryToken(): Promise<string> {
  known ??= await (await fetch("/account/antiforgery", { credentials: "same-origin" })).text();
  return known;
}

export function startForms(): void {
  // htmx asks before each request and waits for issueRequest.
  document.body.addEventListener("htmx:confirm", event => {
    const detail = (event as CustomEvent).detail as { verb: string; question: string | null; elt: Element; issueRequest(skip?: boolean): void };
    if (detail.verb === "get") {
      return;
    }
    event.preventDefault();
    if (detail.question !== null && !window.confirm(detail.question)) {
      return;
    }
    void antiforgeryToken().then(() => detail.issueRequest(true));
  });
  document.body.addEventListener("htmx:configRequest", event => {
    const detail = (event as CustomEvent).detail as { verb: string; headers: Record<string, string> };
    if (detail.verb !== "get" && known !== null) {
      detail.headers["RequestVerificationToken"] = known;
    }
  });
  document.addEventListener("submit", event => {
    const form = event.target as HTMLFormElement;
    const question = form.dataset["confirm"];
    if (question !== undefined && !window.confirm(question)) {
      event.preventDefault();
      return;
    }
    if (form.method !== "post" || form.hasAttribute("hx-post") || form.elements.namedItem(field) !== null) {
      return;
    }
    event.preventDefault();
    void antiforgeryToken().then(value => {
      const input = document.createElement("input");
      input.type = "hidden";
      input.name = field;
      input.value = value;
      form.append(input);
      form.submit();
    });
  });
  // A failed change is said where the person looks, and forms that are refused come back with their errors.
  document.body.addEventListener("htmx:beforeSwap", event => {
    const detail = (event as CustomEvent).detail as { xhr: XMLHttpRequest; shouldSwap: boolean; isError: boolean };
    if (detail.xhr.status === 422 || detail.xhr.status === 409) {
      detail.shouldSwap = detail.xhr.getResponseHeader("content-type")?.startsWith("text/html") ?? false;
      detail.isError = false;
    }
  });
  document.body.addEventListener("htmx:responseError", event => say(event as CustomEvent));
  document.body.addEventListener("htmx:sendError", () => announce("The server does not answer. Nothing was changed."));
}

export function announce(text: string): void {
  const region = document.getElementById("announce");
  if (region !== null) {
    region.textContent = text;
  }
}

function say(event: CustomEvent): void {
  const xhr = (event.detail as { xhr: XMLHttpRequest }).xhr;
  let text = `That did not work (${xhr.status}).`;
  try {
    text = (JSON.parse(xhr.responseText) as { detail?: string }).detail ?? text;
  } catch {
    // No problem details: the status must do.
  }
  toast(text);
}

export function toast(text: string): void {
  const region = document.getElementById("announce");
  if (region === null) {
    return;
  }
  region.textContent = text;
  region.classList.add("toast");
  window.setTimeout(() => region.classList.remove("toast"), 6000);
}
