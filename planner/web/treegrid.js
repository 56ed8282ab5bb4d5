// A table of rows in two levels, worked by keyboard as the WAI-ARIA pattern for treegrids
// describes: the arrows move, Enter or the space bar chooses, right and left fold.

const STEP = 10; // rows of Page Down

function element(name, attributes, text) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text; // never markup: the plan's words are data
  return made;
}

function head(columns) {
  const row = element("tr", {});
  for (const { heading, number } of columns) {
    row.append(element("th", { scope: "col", class: number ? "number" : "" }, heading));
  }
  const made = element("thead", {});
  made.append(row);
  return made;
}

function line(entry, columns, position) {
  const row = element("tr", {
    role: "row",
    "aria-level": entry.level,
    "aria-posinset": position.place,
    "aria-setsize": position.size,
    "aria-selected": String(entry.chosen),
    "data-id": entry.id,
    tabindex: "-1",
  });
  if (entry.unfolded !== null) row.setAttribute("aria-expanded", String(entry.unfolded));
  entry.cells.forEach((text, number) => {
    const kind = columns[number].number ? "number" : "";
    row.append(element("td", { role: "gridcell", class: kind }, text));
  });
  return row;
}

// Which of its level each row is, and how many there are of it under the same parent.
function positions(rows) {
  const places = [];
  let parent = { size: 0 };
  const top = { size: 0 };
  for (const { level } of rows) {
    const group = level === 1 ? top : parent;
    group.size += 1;
    places.push({ group, place: group.size });
    if (level === 1) parent = { size: 0 };
  }
  return places.map(({ group, place }) => ({ place, size: group.size }));
}

function target(key, row, rows) {
  const number = rows.indexOf(row);
  const to = (index) => rows[Math.max(0, Math.min(rows.length - 1, index))];
  if (key === "ArrowDown") return to(number + 1);
  if (key === "ArrowUp") return to(number - 1);
  if (key === "PageDown") return to(number + STEP);
  if (key === "PageUp") return to(number - STEP);
  if (key === "Home") return to(0);
  if (key === "End") return to(rows.length - 1);
  if (key === "ArrowRight" && row.ariaExpanded === "true") return to(number + 1);
  if (key === "ArrowLeft" && row.ariaLevel !== "1") {
    return rows.slice(0, number).findLast((other) => other.ariaLevel === "1") ?? row;
  }
  return null;
}

function acts(key, row) {
  if (key === "Enter" || key === " ") return true;
  return (
    (key === "ArrowRight" && row.ariaExpanded === "false") ||
    (key === "ArrowLeft" && row.ariaExpanded === "true")
  );
}

export default function ({ data, parentElement, setTriggerValue }) {
  const frame = parentElement.querySelector(".planner-grid");
  const table = frame.querySelector("table");
  const held = table.contains(document.activeElement)
    ? document.activeElement.closest("tr")?.dataset.id
    : undefined;
  const place = positions(data.rows);
  const body = element("tbody", {});
  body.append(...data.rows.map((row, number) => line(row, data.columns, place[number])));
  table.setAttribute("aria-label", data.label);
  table.replaceChildren(head(data.columns), body);

  const rows = [...body.rows];
  const enter = (row) => {
    for (const other of rows) other.tabIndex = other === row ? 0 : -1;
  };
  const chosen = rows.find((row) => row.ariaSelected === "true");
  const last = rows.find((row) => row.dataset.id === held);
  enter(last ?? chosen ?? rows[0]);
  if (last) last.focus({ preventScroll: true });
  else if (chosen) frame.scrollTop = chosen.offsetTop - frame.clientHeight / 2;

  const choose = (row) => setTriggerValue("chosen", row.dataset.id);
  body.onclick = ({ target: cell }) => {
    const row = cell.closest("tr");
    enter(row);
    row.focus({ preventScroll: true });
    choose(row);
  };
  body.onkeydown = (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const row = event.target.closest("tr");
    const to = target(event.key, row, rows);
    if (!to && !acts(event.key, row)) return;
    event.preventDefault();
    event.stopPropagation();
    if (!to) return choose(row);
    enter(to);
    to.focus();
  };
}
