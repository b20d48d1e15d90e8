// Shows the values of the point under the pointer, or of the one reached by the arrow keys, from the table that stands beside each chart.
let tip: HTMLElement | null = null;
let rule: HTMLElement | null = null;

export function startChartHover(): void {
  document.addEventListener("pointermove", event => {
    const chart = (event.target as Element).closest<HTMLElement>("figure.chart");
    const area = chart?.querySelector(".area")?.querySelector("svg");
    if (chart == null || area == null || event.pointerType === "touch" && event.pressure === 0) {
      hide();
      return;
    }
    const box = area.getBoundingClientRect();
    const count = rows(chart).length;
    const share = (event.clientX - box.left) / box.width;
    if (count === 0 || share < -0.02 || share > 1.02) {
      hide();
      return;
    }
    const index = columns(chart) ? Math.floor(share * count) : Math.round(share * (count - 1));
    show(chart, area, Math.min(count - 1, Math.max(0, index)));
  });
  document.addEventListener("pointerleave", hide);
  document.addEventListener("scroll", hide, { capture: true, passive: true });
  document.addEventListener("focusout", event => {
    if ((event.target as Element).matches("figure.chart")) {
      hide();
    }
  });
  document.addEventListener("keydown", event => {
    const chart = event.target as HTMLElement;
    const area = chart.matches?.("figure.chart") ? chart.querySelector(".area svg") : null;
    if (area === null || !["ArrowLeft", "ArrowRight", "Home", "End", "Escape"].includes(event.key)) {
      return;
    }
    event.preventDefault();
    if (event.key === "Escape") {
      hide();
      return;
    }
    const last = rows(chart).length - 1;
    const now = chart.dataset["point"] === undefined ? last + 1 : Number(chart.dataset["point"]);
    const next = event.key === "Home" ? 0 : event.key === "End" ? last : now + (event.key === "ArrowLeft" ? -1 : 1);
    const index = Math.min(last, Math.max(0, next));
    chart.dataset["point"] = String(index);
    show(chart, area, index);
    document.getElementById("announce")!.textContent = [...rows(chart)[index]!.cells].map(cell => cell.textContent).join(", ");
  });
}

function rows(chart: Element): HTMLTableRowElement[] {
  return [...(chart.querySelector("table")?.tBodies[0]?.rows ?? [])];
}

function columns(chart: HTMLElement): boolean {
  return chart.dataset["chart"] === "columns";
}

function show(chart: HTMLElement, area: Element, index: number): void {
  const row = rows(chart)[index];
  const heads = chart.querySelector("table")?.tHead?.rows[0]?.cells;
  if (row === undefined || heads === undefined) {
    return;
  }
  tip ??= document.body.appendChild(Object.assign(document.createElement("div"), { className: "chart-tip", ariaHidden: "true" }));
  tip.replaceChildren(make("strong", row.cells[0]!.textContent), ...[...row.cells].slice(1).map((cell, i) => {
    const line = document.createElement("div");
    line.append(make("span", heads[i + 1]!.textContent), make("span", cell.textContent));
    return line;
  }));

  const box = area.getBoundingClientRect();
  const count = rows(chart).length;
  const x = box.left + box.width * (columns(chart) ? (index + 0.5) / count : count < 2 ? 0.5 : index / (count - 1));
  rule ??= Object.assign(document.createElement("div"), { className: "chart-rule" });
  chart.append(rule);
  const frame = chart.getBoundingClientRect();
  Object.assign(rule.style, { left: `${x - frame.left}px`, top: `${box.top - frame.top}px`, height: `${box.height}px` });
  const size = tip.getBoundingClientRect();
  const left = x + 14 + size.width > window.innerWidth ? x - 14 - size.width : x + 14;
  Object.assign(tip.style, { left: `${Math.max(8, left)}px`, top: `${Math.max(8, Math.min(box.top + 6, window.innerHeight - size.height - 8))}px` });
}

function hide(): void {
  tip?.remove();
  rule?.remove();
  tip = rule = null;
}

function make(name: string, text: string | null): HTMLElement {
  return Object.assign(document.createElement(name), { textContent: text ?? "" });
}
