// Keeps relative times true while the page stands; the same words as MomentText on the server.
const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;
const space = "\u00a0";

export function relative(at: number, now: number): string | null {
  const ago = (now - at) / 1000;
  const size = Math.abs(ago);
  if (size >= 14 * day) {
    return null;
  }
  if (size < 10) {
    return "now";
  }
  const [count, unit] = size < minute ? [size, "s"] : size < hour ? [size / minute, "min"] : size < day ? [size / hour, "h"] : [size / day, "d"];
  const text = `${Math.floor(count)}${space}${unit}`;
  return ago > 0 ? `${text}${space}ago` : `in${space}${text}`;
}

export function startMoments(): void {
  window.setInterval(refresh, 15_000);
  document.addEventListener("visibilitychange", refresh);
}

function refresh(): void {
  if (document.hidden) {
    return;
  }
  for (const element of document.querySelectorAll<HTMLTimeElement>("time[data-relative]")) {
    const text = relative(Date.parse(element.dateTime), Date.now());
    if (text !== null && element.textContent !== text) {
      element.textContent = text;
    }
  }
}
