// Two columns copied from a spreadsheet land in the boxes, in order down the page.

export function fillFromClipboard(event, form) {
  const text = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n+$/, "");
  if (!/[\t\n]/.test(text)) {
    return;
  }
  event.preventDefault();
  const rows = [...form.querySelectorAll("[data-row]")].map((row) => [...row.querySelectorAll("[data-box]")]);
  const start = rows.findIndex((boxes) => boxes.includes(event.target));
  const column = rows[start].indexOf(event.target);
  let landed = 0;
  let left = 0;
  text.split("\n").forEach((line, down) => {
    line.split("\t").forEach((cell, across) => {
      const box = rows[start + down]?.[column + across];
      if (box) {
        box.value = cell.trim();
        landed += 1;
      } else if (cell.trim()) {
        left += 1;
      }
    });
    rows[start + down]?.[0]?.dispatchEvent(new Event("change", { bubbles: true }));
  });
  const news = document.querySelector("[data-pasted]");
  news.textContent = left
    ? `${landed} figures were pasted; ${left} had no box to land in and were left out. Check where the first one landed.`
    : `${landed} figures were pasted.`;
}
