"use strict";
// Tables are sorted by a button in each heading; values under the pointer are read out of a picture's own data.
for (const table of document.querySelectorAll("table.sortable")) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    if (!head.textContent) return;
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.onclick = () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const key = (row) => {
        const cell = row.cells[column];
        const number = parseFloat(cell.dataset.value);
        return isNaN(number) ? cell.textContent : number;
      };
      const order = (a, b) => {
        const [x, y] = [key(a), key(b)];
        if (typeof x === typeof y) return typeof x === "number" ? x - y : x.localeCompare(y);
        return typeof x === "number" ? -1 : 1;
      };
      for (const body of table.tBodies) {
        const rows = [...body.rows].filter((row) => !row.classList.contains("total"));
        const last = [...body.rows].filter((row) => row.classList.contains("total"));
        rows.sort((a, b) => (down ? order(b, a) : order(a, b)));
        body.append(...rows, ...last);
      }
    };
  });
}
for (const picture of document.querySelectorAll("svg[data-plot]")) {
  const figure = picture.closest("figure");
  const [left, right, low, high] = picture.dataset.plot.split(" ").map(Number);
  const unit = picture.dataset.unit;
  const output = document.createElement("p");
  output.className = "readout";
  output.setAttribute("aria-hidden", "true");
  figure.querySelector(".summary").before(output);
  let lines;
  const read = () => {
    lines = new Map();
    const text = decodeURIComponent(figure.querySelector(".data a").href.replace(/^[^,]*,/, ""));
    for (const row of text.split("\n")) {
      const cells = row.match(/("([^"]|"")*"|[^,]*)(,|$)/g)?.map((cell) => cell.replace(/,$/, "").replace(/^"|"$/g, ""));
      if (!cells || cells[0] !== "line") continue;
      if (!lines.has(cells[1])) lines.set(cells[1], []);
      lines.get(cells[1]).push([parseFloat(cells[2]), parseFloat(cells[3])]);
    }
  };
  const words = (value, unit) => {
    if (unit === "ratio") return (value * 100).toFixed(1) + "%";
    const text = Number(value.toPrecision(4)).toLocaleString("en");
    return unit === "USD" ? "$" + text : text + (unit === "s" ? " s" : "");
  };
  const clock = (s) => {
    const t = Math.round(s);
    const two = (n) => String(n).padStart(2, "0");
    return Math.floor(t / 3600) + ":" + two(Math.floor(t / 60) % 60) + ":" + two(t % 60);
  };
  picture.onpointermove = (event) => {
    if (!lines) read();
    const box = picture.getBoundingClientRect();
    const share = ((event.clientX - box.left) / box.width * picture.viewBox.baseVal.width - left) / (right - left);
    if (share < 0 || share > 1) return (output.textContent = "");
    const at = low + share * (high - low);
    const near = (points) => points.reduce((a, b) => (Math.abs(b[0] - at) < Math.abs(a[0] - at) ? b : a));
    output.textContent = clock(at) + "  " + [...lines].map(([name, points]) => name + " " + words(near(points)[1], unit))
      .join(" · ");
  };
  picture.onpointerleave = () => (output.textContent = "");
}
