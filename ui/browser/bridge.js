// The part of the page that Streamlit has no word for. One instance for the whole tab, kept on window: Streamlit may
// mount the component anew on another page, and two observers would fight each other.
const KEY = "zhipingtong.answers.v1";
const LIMIT = 90000;
const ATTRIBUTES = ["aria-label", "title", "placeholder", "aria-valuetext"];

function store(work) {
  // Private windows and locked-down browsers throw here; then answers simply do not survive a reload.
  try { return work(window.sessionStorage); } catch (error) { return null; }
}

// Streamlit sends what it is handed from a timer, and a browser keeps timers back until the frame after a tap is painted.
// What ``work`` leaves to a timer of no length is done as soon as the script that runs now is through.
function soon(work) {
  const { setTimeout } = window;
  window.setTimeout = (then, wait, ...rest) => (wait ? setTimeout(then, wait, ...rest) : (queueMicrotask(then), 0));
  try { work(); } finally { window.setTimeout = setTimeout; }
}

function createBridge() {
  const bridge = {
    data: null, send: null, acted: false, token: null, pending: null, landed: null, asked: null,
    at: 0, returning: 0, wanted: "", taps: [], sent: null, exact: new Map(), patterns: [], swapped: new WeakMap(), live: null, queued: false,
  };

  // ---- answers: this tab's own storage, nowhere else; true where some were sent to the server ------------------
  bridge.keep = function () {
    const { answers, session } = bridge.data;
    if (answers === null || answers === undefined) {
      if (bridge.asked === session) return;          // once a session: whatever comes of it, never a loop
      bridge.asked = session;
      const raw = store((s) => s.getItem(KEY));
      if (!raw || raw.length > LIMIT) return;
      let found = null;
      try { found = JSON.parse(raw); } catch (error) { store((s) => s.removeItem(KEY)); return; }
      if (!found || typeof found !== "object" || Array.isArray(found) || !Object.keys(found).length) return;
      bridge.send("restored", found);
      return true;
    } else if (!Object.keys(answers).length) {
      bridge.asked = session;
      store((s) => s.removeItem(KEY));
    } else {
      bridge.asked = session;
      store((s) => s.setItem(KEY, JSON.stringify(answers)));
    }
  };

  // ---- answers from another screen: behind the "#", read once and taken out of the address at once -------------
  bridge.carry = function () {
    if (bridge.carried || bridge.data.kiosk) return;
    bridge.carried = true;
    const found = /^#a=(.{1,4000})$/.exec(window.location.hash);
    if (!found) return;
    window.history.replaceState(window.history.state, "", window.location.pathname + window.location.search);
    bridge.asked = bridge.data.session;              // what this tab kept before gives way
    bridge.send("carried", found[1]);
    return true;
  };

  // ---- a place within the page: behind the "#"; the browser looks for it before it is drawn ------------------------
  bridge.arrive = function () {
    const { hash } = window.location;
    if (bridge.arrived === hash || !/^#[a-z]-[\w-]{1,60}$/.test(hash)) return;
    const place = document.getElementById(hash.slice(1));
    if (!place) return;
    // What is still being drawn above may move it; whoever has begun to read stays where they are.
    bridge.arriving ??= performance.now() + 2000;
    if (bridge.acted || performance.now() > bridge.arriving) bridge.arrived = hash;
    else place.scrollIntoView({ block: "start" });
    place.classList.add("tg-here");
  };
  window.addEventListener("hashchange", () => { bridge.arrived = window.location.hash; });

  // ---- another tab of this browser: one that holds answers says that it does, and hands them over when it is asked ----
  // They go from tab to tab and are stored nowhere on the way. Never at the kiosk.
  const me = Math.random().toString(36).slice(2);
  bridge.others = function (told) {
    const { kiosk, offers, session } = bridge.data;
    if (kiosk || !window.BroadcastChannel) return;
    if (!bridge.channel) {
      bridge.channel = new BroadcastChannel("zhipingtong");
      bridge.channel.onmessage = bridge.heard;
    }
    if (!offers || told || bridge.called === session) return;
    bridge.called = session;
    bridge.channel.postMessage({ from: me, what: "anybody" });
  };
  bridge.heard = function ({ data: { from, to, what, answers } }) {
    const { kiosk, offers, answers: own } = bridge.data;
    if (kiosk || (to && to !== me)) return;
    const reply = (more) => bridge.channel.postMessage({ from: me, to: from, ...more });
    const holds = own && Object.keys(own).length > 0;
    if (what === "anybody" && holds) reply({ what: "here" });
    else if (what === "share" && holds) reply({ what: "answers", answers: own });
    else if (what === "here" && offers && !bridge.other) { bridge.other = from; bridge.send("elsewhere", "here"); }
    else if (what === "answers" && offers && from === bridge.other) {
      clearTimeout(bridge.lost);
      bridge.send("restored", answers);
    }
  };
  bridge.takeOver = function () {
    bridge.channel.postMessage({ from: me, to: bridge.other, what: "share" });
    clearTimeout(bridge.lost);
    bridge.lost = setTimeout(() => { bridge.other = null; bridge.send("elsewhere", "gone"); }, 2000);
  };

  // ---- the browser's Back leads to the question before, as 上一题 does, and Forward to the one after ---------------
  // All questions have one address, so each gets an entry of the history of its own, numbered to tell Back from Forward.
  // What it holds is that number, and which question stood there last, for a jump over several entries; no answer. At
  // the kiosk there is nothing to come back to.
  const asks = (token) => token.startsWith("check:");
  const place = (state) => state?.titleguide ?? 0;
  const screen = (state) => (/^[a-z_]{1,40}$/.test(state?.titleguideScreen) ? state.titleguideScreen : "");
  bridge.step = function (from, to) {
    const returning = bridge.returning > performance.now(), { wanted } = bridge;
    bridge.returning = 0;
    bridge.wanted = "";
    if (bridge.data.kiosk || !asks(to)) return;
    const state = { ...window.history.state, titleguideScreen: to.slice("check:".length) };
    if (asks(from) && !returning) {
      bridge.at += 1;
      window.history.pushState({ ...state, titleguide: bridge.at }, "");
      return;
    }
    if (!asks(from)) bridge.at = place(state);
    window.history.replaceState(state, "");
    // From another page one comes to the last question.
    if (wanted && wanted !== state.titleguideScreen) bridge.turn("back", wanted);
  };
  bridge.turn = function (way, name) {
    bridge.acted = true;
    // From whichever question is there when its turn comes: the browser has gone there already.
    bridge.taps.push({ tap: name ? way + ":" + name : way, token: null });
    bridge.next();
  };
  window.addEventListener("popstate", (event) => {
    const was = bridge.at;
    bridge.at = place(event.state);
    bridge.wanted = "";
    if (bridge.data.kiosk || !/\/check\/?$/.test(window.location.pathname)) return;
    // To and from other pages Streamlit goes by itself.
    if (!asks(bridge.token ?? "")) { bridge.wanted = screen(event.state); return; }
    event.stopImmediatePropagation();
    if (bridge.at === was) return;
    // Over several entries, or before the server has answered the step before: to that question by its name.
    const named = Math.abs(bridge.at - was) > 1 || bridge.taps.length > 0 || bridge.unanswered();
    bridge.turn(bridge.at < was ? "back" : "forward", named ? screen(event.state) : "");
  }, true);

  // ---- focus --------------------------------------------------------------------------------------------------
  bridge.aim = function () {
    const token = bridge.data.focus || (document.getElementById("tg-focus")?.dataset.token ?? bridge.token);
    if (token === bridge.token) return;
    const began = window.__zhipingtongActed;         // where somebody acted before this script was there
    const first = bridge.token === null && (began === undefined || began === token);
    if (began !== undefined) bridge.acted = true;
    bridge.step(bridge.token ?? "", token);
    bridge.token = token;
    // Loading the page, or restoring it after F5, is not a step of the person's: leave the focus alone.
    bridge.pending = first || !bridge.acted ? null : { token, until: performance.now() + 4000 };
    bridge.landed = null;
    bridge.tick();
  };
  bridge.tick = function () {
    if (!bridge.pending) return;
    if (performance.now() > bridge.pending.until) { bridge.pending = null; return; }
    if (!bridge.land()) requestAnimationFrame(bridge.tick);
  };
  bridge.land = function () {
    const target = bridge.pending;
    if (!target) return true;
    const heading = document.getElementById("tg-focus");
    if (!heading) return false;
    const mark = heading.dataset.token;
    if (mark !== undefined ? mark !== target.token
      : document.querySelector('.stApp[data-test-script-state="running"]') !== null) return false;
    // The place to come back to is drawn after the heading.
    if (heading.dataset.land && !document.getElementById(heading.dataset.land) &&
      document.querySelector('.stApp[data-test-script-state="running"]') !== null) return false;
    bridge.pending = null;
    bridge.landed = { token: target.token, until: performance.now() + 1500 };
    bridge.focusOn(heading);
    bridge.say(heading.dataset.announce || heading.textContent);
    return true;
  };
  bridge.focusOn = function (heading) {
    if (!heading.hasAttribute("tabindex")) heading.tabIndex = -1;
    // Whoever comes back to a list lands where they left it.
    const place = heading.dataset.land && document.getElementById(heading.dataset.land);
    if (place) {
      const title = place.querySelector(":scope > h2");
      (title ?? place.querySelector("button") ?? heading).focus({ preventScroll: true });
      place.scrollIntoView({ block: title ? "start" : "center" });
      return;
    }
    heading.focus({ preventScroll: true });
    const main = document.querySelector(".stMain");
    if (main) main.scrollTop = 0;
    window.scrollTo(0, 0);
  };
  // Streamlit may draw the heading a second time right after; then the focus has fallen to the body.
  bridge.hold = function () {
    // A button in use that was drawn anew where it stood, a shelf say, is still the one in use.
    if (bridge.tapped && (!document.activeElement || document.activeElement === document.body)) {
      document.querySelector(bridge.tapped)?.focus({ preventScroll: true });
    }
    const landed = bridge.landed;
    if (!landed || performance.now() > landed.until) { bridge.landed = null; return; }
    if (document.activeElement && document.activeElement !== document.body) return;
    const heading = document.getElementById("tg-focus");
    if (heading && (heading.dataset.token ?? landed.token) === landed.token) bridge.focusOn(heading);
  };
  bridge.say = function (text) {
    if (!bridge.live || !bridge.live.isConnected) {
      bridge.live = document.createElement("div");
      bridge.live.className = "tg-sr";
      bridge.live.id = "tg-live";
      bridge.live.setAttribute("aria-live", "polite");
      bridge.live.setAttribute("style", "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)");
      document.body.append(bridge.live);
    }
    bridge.live.textContent = "";
    clearTimeout(bridge.saying);
    bridge.saying = setTimeout(() => { bridge.live.textContent = text.trim(); }, 60);
  };

  // ---- words to send on: into the clipboard, which a browser may keep for addresses that it trusts ---------------
  bridge.copy = async function (button) {
    const { copy, link } = button.dataset;
    const words = copy ?? new URL(link, window.location.href).href;
    try {
      await navigator.clipboard.writeText(words);
    } catch (error) {
      const box = document.createElement("textarea");
      box.value = words;
      box.setAttribute("style", "position:fixed;opacity:0");
      document.body.append(box);
      box.select();
      const done = document.execCommand("copy");
      box.remove();
      button.focus({ preventScroll: true });
      if (!done) return;
    }
    button.textContent = button.dataset.done;
    bridge.say(button.dataset.done);
  };

  // ---- Streamlit's own English ---------------------------------------------------------------------------------
  bridge.learn = function () {
    if (bridge.data.lang === bridge.learnt) return;
    bridge.learnt = bridge.data.lang;
    const strings = bridge.data.words || WORDS[bridge.data.lang] || {};
    bridge.exact = new Map();
    bridge.patterns = [];
    for (const [english, other] of Object.entries(strings)) {
      if (english.includes("{}")) {
        const source = english.split("{}").map((part) => part.replace(/[.*+?^$()|[\]\\{}]/g, "\\$&")).join("(.+?)");
        bridge.patterns.push([new RegExp("^" + source + "$", "s"), other]);
      } else bridge.exact.set(english, other);
    }
    bridge.walk(document.body);
  };
  bridge.translate = function (text) {
    const trimmed = text.trim();
    if (!trimmed) return null;
    const found = bridge.exact.get(trimmed);
    if (found !== undefined) return text.replace(trimmed, () => found);
    for (const [pattern, other] of bridge.patterns) {
      const hit = pattern.exec(trimmed);
      if (hit) { let n = 0; return other.replace(/\{\}/g, () => hit[++n] ?? ""); }
    }
    return null;
  };
  // What people or our pages wrote is never touched, even when it happens to read like one of Streamlit's words.
  bridge.ours = function (element) {
    if (!element || element.closest(".stHtml, .stPlotlyChart text, script, style")) return true;
    if (element.closest("[role=option]")) return element.closest("[role=listbox][data-empty]") === null;
    return element.closest("[data-testid=stMarkdownContainer]") !== null &&
      element.closest(".stFileUploader, [role=dialog], [data-testid=stPopover]") === null;
  };
  bridge.swap = function (node, name) {
    const read = () => (name ? node.getAttribute(name) : node.nodeValue);
    const write = (value) => (name ? node.setAttribute(name, value) : (node.nodeValue = value));
    const now = read();
    if (now === null || now === "") return;
    let book = bridge.swapped.get(node);
    const slot = name || "#";
    let source = now;
    if (book && book[slot] && book[slot].to === now) source = book[slot].from;
    const to = bridge.translate(source);
    if (to === null) {
      if (source !== now) { delete book[slot]; write(source); }     // the language went back to English
      return;
    }
    if (!book) bridge.swapped.set(node, (book = {}));
    book[slot] = { from: source, to };
    if (to !== now) write(to);
  };
  bridge.walk = function (root) {
    if (root.nodeType === Node.TEXT_NODE) { if (!bridge.ours(root.parentElement)) bridge.swap(root); return; }
    if (root.nodeType !== Node.ELEMENT_NODE || root.closest(".stHtml")) return;
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, (node) =>
      node.nodeType === Node.ELEMENT_NODE && node.classList.contains("stHtml") ? NodeFilter.FILTER_REJECT
        : NodeFilter.FILTER_ACCEPT);
    for (let node = root; node; node = walker.nextNode()) {
      if (node.nodeType === Node.TEXT_NODE) { if (!bridge.ours(node.parentElement)) bridge.swap(node); }
      else for (const name of ATTRIBUTES) if (node.hasAttribute(name)) bridge.swap(node, name);
    }
  };

  // ---- Chinese is written without spaces: the browser knows its words, and what is large ends its lines between them ----
  const words = window.Intl?.Segmenter ? new Intl.Segmenter("zh", { granularity: "word" }) : null;
  const PARTED = ".stHtml :is(h1, h2, h3, .tg-row-says b):not([data-parted])";
  bridge.part = function () {
    if (!words || !bridge.data.lang?.startsWith("zh")) return;
    for (const heading of document.querySelectorAll(PARTED)) {
      heading.dataset.parted = "";
      for (const node of [...heading.childNodes]) {
        if (node.nodeType !== Node.TEXT_NODE) continue;
        const parts = [];
        for (const { segment, isWordLike } of words.segment(node.nodeValue)) {
          if (parts.length && isWordLike && !/[“‘（《]$/.test(parts.at(-1))) parts.push(document.createElement("wbr"));
          parts.push(segment);
        }
        node.replaceWith(...parts);
      }
    }
  };

  // ---- what Streamlit does not say of the document ----------------------------------------------------------------------
  bridge.describe = function () {
    const root = document.documentElement;
    const { lang, title } = bridge.data;
    if (lang && root.lang !== lang) root.lang = lang;
    if (title && document.title !== title) document.title = title;
    bridge.part();
    bridge.arrive();
    if (!bridge.data.focus) bridge.aim();
    // Someone whose pointer or keyboard already moved on has no use for the heading.
    bridge.hold();
  };

  // ---- taps: one after the other, each when the server's word of the screen is here and of the tap before ----------
  // Streamlit would send of two taps in one moment the later alone. What was tapped on a screen that has gone by then, or
  // is about to go, is let go. From before this script was there comes one at most (ui/browser/head.py).
  // What was tapped is found again by what it says; the button of a language gives way to those of the others.
  const again = (tap) => (tap.startsWith("language:") ? '[data-tap^="language:"]' : '[data-tap="' + tap + '"]');
  bridge.unanswered = () => bridge.sent && bridge.sent.taps === bridge.data.taps && performance.now() < bridge.sent.until;
  bridge.shown = () => document.getElementById("tg-focus")?.dataset.token ?? "";
  bridge.tap = function (tap) {
    bridge.taps.push({ tap, token: bridge.shown() });
    bridge.next();
  };
  bridge.next = function () {
    const { focus, taps } = bridge.data;
    // Where no word of a tap comes, the next is not kept for long.
    if (bridge.unanswered()) {
      clearTimeout(bridge.waiting);
      bridge.waiting = setTimeout(bridge.next, bridge.sent.until - performance.now() + 1);
      return;
    }
    const now = bridge.shown();
    if (focus && now && now !== focus) return;
    let one;
    do one = bridge.taps.shift(); while (one && one.token !== null && one.token !== now);
    if (!one) return;
    if (one.token === null) bridge.returning = performance.now() + 4000;
    bridge.sent = { taps, until: performance.now() + 4000 };
    soon(() => bridge.send("tap", one.tap));
  };

  bridge.update = function (data, send) {
    bridge.data = data;
    bridge.send = send;
    if (data.offline) document.documentElement.style.setProperty("--tg-offline", JSON.stringify(data.offline));
    const told = [bridge.carry(), bridge.keep()].some(Boolean);
    bridge.others(told);
    bridge.learn();
    bridge.describe();
    bridge.aim();
    bridge.kiosk ??= createKiosk(bridge);
    bridge.kiosk.update();
    if (told) bridge.taps = [];
    else if (window.__zhipingtongEarly) {
      bridge.acted = true;
      bridge.tapped = again(window.__zhipingtongEarly.tap);
      bridge.taps.unshift(window.__zhipingtongEarly);
    }
    delete window.__zhipingtongEarly;
    bridge.next();
  };

  const acted = () => { bridge.acted = true; bridge.tapped = null; };
  for (const kind of ["pointerdown", "keydown", "click"]) document.addEventListener(kind, acted, true);
  document.addEventListener("keydown", () => { bridge.landed = null; }, true);
  // Who has gone on with Tab when the tap before is drawn is not thrown back to the top of the page.
  document.addEventListener("focusin", (event) => {
    const button = event.target instanceof Element && event.target.closest("[data-tap]");
    if (button) bridge.tapped = again(button.dataset.tap);
  }, true);

  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    if (!target) return;
    const tapped = target.closest("[data-tap]");
    if (tapped) {
      if (tapped.href) {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;    // in a tab or window of its own
        event.preventDefault();
      }
      // Together with the browser's own Back.
      if (tapped.dataset.tap === "back" && bridge.at > 0 && asks(bridge.token ?? "")) { window.history.back(); return; }
      bridge.tapped = again(tapped.dataset.tap);
      // A row shows at once what was chosen; what the server draws a moment later says the same.
      if (tapped.dataset.tap.startsWith("row:")) {
        for (const one of tapped.parentElement.children) one.removeAttribute("aria-pressed");
        tapped.setAttribute("aria-pressed", "true");
      }
      bridge.tap(tapped.dataset.tap);
      return;
    }
    const copied = target.closest("button[data-copy], button[data-link]");
    if (copied) { bridge.copy(copied); return; }
    if (target.closest(".st-key-link_other_tab button")) {
      event.preventDefault();
      event.stopImmediatePropagation();
      bridge.takeOver();
      return;
    }
    const hit = target.closest(".tg-print") || (target.closest("button") && target.closest('[class*="st-key-print_"]'));
    if (!hit) return;
    event.preventDefault();
    event.stopImmediatePropagation();                // no round trip to the server
    window.print();
  }, true);
  // A date that is typed to its end goes on with Enter, as what is in the field and not as what the button last read.
  document.addEventListener("keydown", (event) => {
    const field = event.key === "Enter" && !event.isComposing && event.target instanceof HTMLInputElement &&
      /st-key-date_(\w+)/.exec(event.target.closest('[class*="st-key-date_"]')?.className ?? "")?.[1];
    if (!field) return;
    const typed = event.target.value.normalize("NFKC").trim().replace(/[./年月\s]+/g, "-").replace(/[日-]$/, "");
    if (/^\d{4}(-?\d{1,2}){0,2}$/.test(typed)) bridge.tap("answer:" + field + ":" + typed);
  });

  // The browser's own words ask whether to go: a roster is kept nowhere but in this visit.
  window.addEventListener("beforeunload", (event) => { if (bridge.data?.loses) event.preventDefault(); });

  let opened = [], drawn = [];
  window.addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details:not([open])")];
    for (const box of opened) box.setAttribute("open", "");
    // Plotly draws for the width of the screen; a viewBox lets style.css fit the same drawing to the sheet.
    for (const chart of document.querySelectorAll(".js-plotly-plot .svg-container")) {
      const width = chart.clientWidth, height = chart.clientHeight;
      if (!width || !height) continue;
      chart.style.setProperty("--tg-ratio", width + " / " + height);
      for (const svg of chart.querySelectorAll("svg.main-svg")) {
        if (!svg.hasAttribute("viewBox")) { svg.setAttribute("viewBox", "0 0 " + width + " " + height); drawn.push(svg); }
      }
    }
  });
  window.addEventListener("afterprint", () => {
    for (const box of opened) box.removeAttribute("open");
    for (const svg of drawn) svg.removeAttribute("viewBox");
    opened = [];
    drawn = [];
  });

  new MutationObserver((records) => {
    for (const record of records) {
      if (record.type === "childList") for (const node of record.addedNodes) bridge.walk(node);
      else if (record.type === "characterData") bridge.walk(record.target);
      else bridge.swap(record.target, record.attributeName);
    }
    if (bridge.pending) bridge.land();
    if (!bridge.queued) {
      bridge.queued = true;
      requestAnimationFrame(() => { bridge.queued = false; bridge.describe(); });
    }
  }).observe(document.documentElement, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES,
  });
  return bridge;
}

export default function (component) {
  const bridge = (window.__zhipingtong ??= createBridge());
  bridge.update(JSON.parse(new TextDecoder().decode(component.data)), component.setTriggerValue);
}
