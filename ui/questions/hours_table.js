// A small table for hours of continuing education. What is typed here is the truth while it is being typed; Python's
// rows are taken over only when they answer the last thing this table said (`rev`), so that a slow server never puts
// an old text back under the cursor.
const COLUMNS = ["year", "general", "professional"];
const MOST = 60, MOST_TEXT = 20001;

function blank(year = "") { return { year, general: "", professional: "" }; }
function plain(rows) { return rows.map((r) => ({ year: r.year, general: r.general, professional: r.professional })); }
function same(a, b) { return JSON.stringify(plain(a)) === JSON.stringify(plain(b)); }
function yearOf(text) {
  const hit = /^\s*((?:19|20)\d\d)\s*年?度?\s*$/.exec(text.normalize("NFKC"));
  return hit ? Number(hit[1]) : null;
}

// Whether a text is more than one cell: then Python reads it (logic/hours_paste.py), else the browser pastes it. 1,200 and
// 30 学时 are one.
export function isBlock(text) {
  const bare = text.normalize("NFKC").trim();
  if (/[\t\r\n]/.test(bare) || /(?:公需|[专專][业業]).*\d/.test(bare)) return true;
  return !/^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(bare)
    && bare.split(/[\s,;、|]+/).filter((part) => /\d/.test(part)).length > 1;
}

class Table {
  constructor(root) {
    this.root = root;
    this.mark = Math.random().toString(36).slice(2, 10);
    this.count = 0;
    this.rev = "";
    this.rows = [];
    this.errors = {};
    this.told = [];
    this.timer = null;
    this.resent = "";
    this.labelPrint = "";
    this.block = null;                               // pasted, and not answered yet
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
      this.block = null;
      this.told = data.said || [];
      if (fresh) this.rev = data.rev || "";
    } else if (!data.rev && this.timer === null && this.resent !== this.rev) {
      this.resent = this.rev;                        // the server forgot (restart): tell it once more
      this.say();
    }
    if (!this.rows.length) this.rows = [blank()];
    this.draw();
  }

  say() {
    const table = { rows: plain(this.rows), rev: this.rev };
    this.send("table", this.block ? { ...table, paste: this.block } : table);
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
    // What is typed while a block is on its way would be lost in it.
    this.box.setAttribute("aria-busy", String(this.block !== null));
    const lines = this.told.join("\n");
    if (this.said.textContent !== lines) this.said.textContent = lines;
    while (this.lines.length > this.rows.length) this.lines.pop().forEach((line) => line.remove());
    while (this.lines.length < this.rows.length) {
      this.lines.push(this.line());
      this.body.append(...this.lines[this.lines.length - 1]);
    }
    this.rows.forEach((row, r) => {
      const [line, below] = this.lines[r];
      COLUMNS.forEach((name, c) => {
        const input = line.cells[c].querySelector("input"), note = below.querySelector(`[data-column="${name}"]`);
        if (input.value !== row[name]) input.value = row[name];
        input.readOnly = this.block !== null;
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
      below.hidden = COLUMNS.every((name) => !this.errors[r + "." + name]);
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
    this.lines = [];
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
    this.said = document.createElement("p");
    this.said.className = "said";
    this.said.setAttribute("aria-live", "polite");
    this.box.append(this.said, table, tools, hint);
  }
  // A year's row, and the one below it for what is wrong: a narrow cell has no room for a sentence.
  line() {
    const line = document.createElement("tr"), below = document.createElement("tr"), why = below.insertCell();
    why.colSpan = COLUMNS.length + 1;
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
      note.dataset.column = name;
      note.hidden = true;
      cell.append(input);
      why.append(note);
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
    return [line, below];
  }

  place(element) {
    const line = element.closest("tr");
    return { r: this.lines.findIndex(([one]) => one === line), c: COLUMNS.indexOf(element.dataset.column) };
  }
  go(r, c) {
    const [line] = this.lines[r] ?? [];
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
    if (!button || this.block) return;
    const years = this.rows.map((row) => yearOf(row.year)).filter((y) => y !== null);
    if (button.dataset.act === "remove") {
      const r = this.lines.findIndex(([line]) => line === button.closest("tr"));
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
    if (input.tagName !== "INPUT" || this.block) return;
    const text = (event.clipboardData || window.clipboardData).getData("text");
    if (!isBlock(text)) return;
    event.preventDefault();
    const { r, c } = this.place(input);
    this.block = { text: text.slice(0, MOST_TEXT), row: r, column: c };
    this.errors = {};
    this.draw();
    this.emit();
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
  table.update(JSON.parse(new TextDecoder().decode(data)), setStateValue);
}
