// A small table for hours of continuing education. What is typed here is the truth while it is being typed; Python's
// rows are taken over only when they answer the last thing this table said (`rev`), so that a slow server never puts
// an old text back under the cursor.
const COLUMNS = ["year", "general", "professional"];
const MOST = 60;

function blank(year = "") { return { year, general: "", professional: "" }; }
function plain(rows) { return rows.map((r) => ({ year: r.year, general: r.general, professional: r.professional })); }
function same(a, b) { return JSON.stringify(plain(a)) === JSON.stringify(plain(b)); }
function yearOf(text) {
  const hit = /^\s*((?:19|20)\d\d)\s*(?:年度?|学年)?\s*$/.exec(text.normalize("NFKC"));
  return hit ? Number(hit[1]) : null;
}

// Rows of a spreadsheet, or null when it is a single value that the browser may paste by itself.
export function grid(text) {
  const lines = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "").split("\n").filter((line) => line.trim() !== "");
  if (!lines.length) return null;
  const tabs = lines.some((line) => line.includes("\t"));
  let cut = /\t/;
  if (!tabs) {
    const commas = Math.max(...lines.map((line) => (line.match(/[,;，；]/g) || []).length));
    if (commas && (lines.length > 1 || commas > 1 || yearOf(lines[0].split(/[,;，；]/)[0]) !== null)) cut = /[,;，；]/;
    else if (lines.length === 1 && !/^\s*(?:19|20)\d\d年?\s+\S/.test(lines[0])) return null;
    else cut = /\s{1,}|、/;
  }
  let rows = lines.map((line) => line.split(cut).map((cell) => cell.trim().replace(/^"(.*)"$/, "$1").trim()));
  if (rows.length > 1 && !rows[0].some((cell) => /\d/.test(cell.normalize("NFKC")))) rows = rows.slice(1);   // a header
  rows = rows.filter((row) => row.some((cell) => cell !== ""));
  return rows.length ? rows : null;
}

class Table {
  constructor(root) {
    this.root = root;
    this.mark = Math.random().toString(36).slice(2, 10);
    this.count = 0;
    this.rev = "";
    this.rows = [];
    this.errors = {};
    this.timer = null;
    this.resent = "";
    this.labelPrint = "";
    this.box = document.createElement("div");
    this.box.className = "box";
    this.box.setAttribute("role", "group");
    this.box.addEventListener("input", (event) => this.typed(event));
    this.box.addEventListener("keydown", (event) => this.keyed(event));
    this.box.addEventListener("paste", (event) => this.pasted(event));
    this.box.addEventListener("focusout", () => { if (this.timer) this.emit(); });
    this.box.addEventListener("click", (event) => this.clicked(event));
    root.append(this.box);
  }

  label(name, values = {}) {
    let text = this.labels[name] ?? name;
    for (const [key, value] of Object.entries(values)) text = text.replaceAll("{" + key + "}", value);
    return text;
  }

  update(data, send) {
    this.send = send;
    this.labels = data.labels || {};
    const theirs = (data.rows || []).map((r) => ({ ...blank(), ...r }));
    const fresh = this.count === 0;
    if (fresh || data.rev === this.rev) {
      this.errors = data.errors || {};
      if (this.timer === null && !same(theirs, this.rows)) this.rows = plain(theirs);
      if (fresh) this.rev = data.rev || "";
    } else if (!data.rev && this.timer === null && this.resent !== this.rev) {
      this.resent = this.rev;                        // the server forgot (restart): tell it once more
      this.say();
    }
    if (!this.rows.length) this.rows = [blank()];
    this.draw();
  }

  say() {
    this.send("table", { rows: plain(this.rows), rev: this.rev });
  }
  emit() {
    clearTimeout(this.timer);
    this.timer = null;
    this.count += 1;
    this.rev = this.mark + ":" + this.count;
    this.say();
  }
  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.emit(), 250);
  }

  // Draw by comparing: an input that exists stays the same element, and its text is set only when it differs.
  draw() {
    const print = JSON.stringify(this.labels);
    if (print !== this.labelPrint || !this.body) {
      this.labelPrint = print;
      this.frame();
    }
    while (this.body.rows.length > this.rows.length) this.body.deleteRow(-1);
    while (this.body.rows.length < this.rows.length) this.body.append(this.line());
    this.rows.forEach((row, r) => {
      const line = this.body.rows[r];
      COLUMNS.forEach((name, c) => {
        const input = line.cells[c].querySelector("input"), note = line.cells[c].querySelector(".error");
        if (input.value !== row[name]) input.value = row[name];
        const title = name === "year" ? this.label("year") : this.label(name) + (row.year ? " " + row.year : "");
        if (input.getAttribute("aria-label") !== title) input.setAttribute("aria-label", title);
        const error = this.errors[r + "." + name] || "";
        const id = "e-" + r + "-" + name;
        if (note.textContent !== error) note.textContent = error;
        note.hidden = !error;
        note.id = id;
        if (error) { input.setAttribute("aria-invalid", "true"); input.setAttribute("aria-describedby", id); }
        else { input.removeAttribute("aria-invalid"); input.removeAttribute("aria-describedby"); }
      });
      line.querySelector(".remove").setAttribute("aria-label", this.label("remove", { year: row.year }));
    });
  }
  frame() {
    this.box.textContent = "";
    this.box.setAttribute("aria-label", this.label("caption"));
    const table = document.createElement("table");
    table.createCaption().textContent = this.labels.caption ?? "";
    if (!this.labels.caption) table.deleteCaption();
    const head = table.createTHead().insertRow();
    for (const name of COLUMNS) {
      const th = document.createElement("th");
      th.scope = "col";
      th.className = name;
      if (name !== "year") { const dot = document.createElement("i"); dot.className = name; th.append(dot); }
      th.append(this.label(name));
      head.append(th);
    }
    const last = document.createElement("td");
    last.className = "do";
    head.append(last);
    this.body = table.createTBody();
    const tools = document.createElement("div");
    tools.className = "tools";
    for (const [act, name] of [["previous", "add_previous"], ["next", "add_next"]]) {
      const button = document.createElement("button");
      button.type = "button";
      button.dataset.act = act;
      button.textContent = this.label(name);
      tools.append(button);
    }
    const hint = document.createElement("p");
    hint.className = "hint";
    hint.textContent = this.labels.hint ?? "";
    hint.hidden = !this.labels.hint;
    this.live = document.createElement("div");
    this.live.className = "live";
    this.live.setAttribute("aria-live", "polite");
    this.box.append(table, tools, hint, this.live);
  }
  line() {
    const line = document.createElement("tr");
    for (const name of COLUMNS) {
      const cell = document.createElement("td"), input = document.createElement("input");
      const note = document.createElement("p");
      input.type = "text";
      input.inputMode = name === "year" ? "numeric" : "decimal";
      input.autocomplete = "off";
      input.spellcheck = false;
      input.maxLength = 40;
      input.enterKeyHint = "next";
      input.dataset.column = name;
      note.className = "error";
      note.hidden = true;
      cell.append(input, note);
      line.append(cell);
    }
    const cell = document.createElement("td"), button = document.createElement("button");
    cell.className = "do";
    button.type = "button";
    button.className = "remove";
    button.dataset.act = "remove";
    button.textContent = "×";
    cell.append(button);
    line.append(cell);
    return line;
  }

  place(element) {
    const line = element.closest("tr");
    return { r: [...this.body.rows].indexOf(line), c: COLUMNS.indexOf(element.dataset.column) };
  }
  go(r, c) {
    const line = this.body.rows[r];
    if (!line || c < 0 || c > 2) return false;
    const input = line.cells[c].querySelector("input");
    input.focus();
    input.select();
    return true;
  }
  typed(event) {
    const { r, c } = this.place(event.target);
    if (r < 0 || c < 0) return;
    this.rows[r][COLUMNS[c]] = event.target.value;
    this.soon();
    if (c === 0) this.draw();
  }
  keyed(event) {
    const input = event.target;
    if (input.tagName !== "INPUT" || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const { r, c } = this.place(input);
    const start = input.selectionStart === 0 && input.selectionEnd === 0;
    const all = input.selectionStart === 0 && input.selectionEnd === input.value.length;
    const end = input.selectionStart === input.value.length;
    let moved = false;
    if (event.key === "ArrowUp") moved = this.go(r - 1, c);
    else if (event.key === "ArrowDown") moved = this.go(r + 1, c);
    else if (event.key === "Enter") {
      moved = event.shiftKey ? this.go(r - 1, c) : this.go(r + 1, c) || this.go(0, c + 1);
      if (this.timer) this.emit();
      event.preventDefault();
    } else if (event.key === "ArrowLeft" && !event.shiftKey && (start || all)) moved = this.go(r, c - 1);
    else if (event.key === "ArrowRight" && !event.shiftKey && (end || all)) moved = this.go(r, c + 1);
    if (moved) event.preventDefault();
  }
  clicked(event) {
    const button = event.target.closest("button");
    if (!button) return;
    const years = this.rows.map((row) => yearOf(row.year)).filter((y) => y !== null);
    if (button.dataset.act === "remove") {
      const r = [...this.body.rows].indexOf(button.closest("tr"));
      this.rows.splice(r, 1);
      if (!this.rows.length) this.rows = [blank()];
      this.errors = {};
      this.draw();
      this.go(Math.min(r, this.rows.length - 1), 0);
    } else if (this.rows.length < MOST) {
      const before = button.dataset.act === "previous";
      const year = !years.length ? "" : String(before ? Math.min(...years) - 1 : Math.max(...years) + 1);
      const only = this.rows.length === 1 && same(this.rows, [blank()]);
      if (only && year) this.rows = [];
      if (before) this.rows.unshift(blank(year)); else this.rows.push(blank(year));
      this.errors = {};
      this.draw();
      this.go(before ? 0 : this.rows.length - 1, year ? 1 : 0);
    }
    this.emit();
  }
  pasted(event) {
    const input = event.target;
    if (input.tagName !== "INPUT") return;
    const cells = grid((event.clipboardData || window.clipboardData).getData("text"));
    if (!cells || (cells.length === 1 && cells[0].length === 1)) return;
    event.preventDefault();
    const { r, c } = this.place(input);
    const width = Math.max(...cells.map((row) => row.length));
    const dated = cells.every((row) => yearOf(row[0]) !== null);
    const byYear = dated && (width >= 3 || (width === 2 && cells.length >= 1));
    let filled = 0, touched = r;
    cells.slice(0, MOST).forEach((row, i) => {
      if (byYear || width >= 3) {
        const year = yearOf(row[0]);
        const target = year !== null ? this.forYear(String(year)) : this.rowAt(r + i);
        const values = width >= 3 ? { general: row[1] ?? "", professional: row[2] ?? "" }
          : { [c === 2 ? "professional" : "general"]: row[1] ?? "" };
        Object.assign(target, { year: year !== null ? String(year) : row[0] }, values);
        touched = this.rows.indexOf(target);
      } else {
        const target = this.rowAt(r + i);
        const from = width === 2 ? Math.max(c, 1) === 2 ? 1 : Math.max(c, 1) : c;
        row.slice(0, 3 - from).forEach((cell, k) => { target[COLUMNS[from + k]] = cell; });
        touched = r + i;
      }
      filled += 1;
    });
    if (byYear && this.rows.every((row) => yearOf(row.year) !== null)) {
      const kept = this.rows[touched];
      this.rows.sort((a, b) => yearOf(a.year) - yearOf(b.year));
      touched = this.rows.indexOf(kept);
    }
    this.errors = {};
    this.draw();
    this.go(Math.max(0, touched), c);
    this.live.textContent = this.label("pasted", { n: String(filled) });
    this.emit();
  }
  rowAt(r) {
    while (this.rows.length <= r) {
      const above = yearOf(this.rows[this.rows.length - 1]?.year ?? "");
      this.rows.push(blank(above === null ? "" : String(above + 1)));
    }
    return this.rows[r];
  }
  forYear(year) {
    const found = this.rows.find((row) => yearOf(row.year) === Number(year))
      ?? this.rows.find((row) => same([row], [blank()]));
    if (found) return found;
    const added = blank(year);
    this.rows.push(added);
    return added;
  }
}

const tables = new WeakMap();

export default function (component) {
  const { parentElement, data, setStateValue } = component;
  let table = tables.get(parentElement);
  if (!table || !table.box.isConnected) {
    table = new Table(parentElement);
    tables.set(parentElement, table);
  }
  table.update(JSON.parse(data), setStateValue);
}
