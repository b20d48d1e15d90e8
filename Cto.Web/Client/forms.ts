// What changes something carries the antiforgery token; it is asked for when the first change is made, so that pages need none.
const field = "__RequestVerificationToken";
let known: string | null = null;

/** Changes that were asked for and are not answered yet. */
let underWay = 0;

export async function antiforgeryToken(): Promise<string> {
  if (known === null) {
    const answer = await fetch("/account/antiforgery", { credentials: "same-origin" });
    if (!answer.ok) {
      throw new Error(`The antiforgery token was not given (${answer.status}).`);
    }
    known = await answer.text();
  }
  return known;
}

export function startForms(): void {
  // htmx asks before each request and waits for issueRequest.
  document.body.addEventListener("htmx:confirm", event => {
    const detail = (event as CustomEvent).detail as { verb: string; question: string | null; elt: Element; issueRequest(skip?: boolean): Promise<void> };
    if (detail.verb === "get") {
      return;
    }
    event.preventDefault();
    if (detail.question !== null && !window.confirm(detail.question)) {
      return;
    }
    underWay++;
    void antiforgeryToken()
      .then(() => detail.issueRequest(true), unanswered)
      .finally(() => underWay--);
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
    }, unanswered);
  });
  // A failed change is said where the person looks, and forms that are refused come back with their errors.
  document.body.addEventListener("htmx:beforeSwap", event => {
    const detail = (event as CustomEvent).detail as {
      xhr: XMLHttpRequest;
      shouldSwap: boolean;
      isError: boolean;
      requestConfig: { verb: string; elt: Element };
    };
    if (detail.xhr.status === 422 || detail.xhr.status === 409) {
      detail.shouldSwap = detail.xhr.getResponseHeader("content-type")?.startsWith("text/html") ?? false;
      detail.isError = false;
    }
    // What fetches itself anew must not take the button away on which someone has just clicked: it comes again soon.
    const asked = detail.requestConfig;
    if (underWay > 0 && asked.verb === "get" && asked.elt.matches("[hx-trigger^=every]")) {
      detail.shouldSwap = false;
    }
  });
  document.body.addEventListener("htmx:responseError", event => say(event as CustomEvent));
  document.body.addEventListener("htmx:sendError", event => {
    if (((event as CustomEvent).detail as { requestConfig: { verb: string } }).requestConfig.verb !== "get") {
      unanswered();
    }
  });
}

function unanswered(): void {
  toast("The server does not answer. Load the page anew to see what holds.");
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
