// The kiosk's watch: who went away leaves nothing behind. Runs in the page, because the server may be away as well.
function createKiosk(bridge) {
  const kiosk = { last: Date.now(), sent: Date.now(), since: null, session: null, gone: false, box: null, cover: null };
  const told = () => (bridge.data && bridge.data.kiosk) || null;

  const element = (id, words) => {
    const box = document.createElement("div");
    box.id = id;
    box.lang = document.documentElement.lang;
    box.textContent = words;
    document.body.append(box);
    return box;
  };

  // ---- the end of a visit -----------------------------------------------------------------------------------
  const healthy = async () => {
    try { return (await fetch("/_stcore/health", { cache: "no-store" })).ok; } catch (error) { return false; }
  };
  kiosk.wipe = async function () {
    if (kiosk.gone) return;
    kiosk.gone = true;
    const now = told();
    // First what can be seen, then what is kept, then the server; at last a page that never knew anything.
    if (!kiosk.cover) kiosk.cover = element("tg-cover", "");
    if (kiosk.box) { kiosk.box.remove(); kiosk.box = null; }
    store((s) => s.clear());
    try { bridge.send("tap", "wipe"); } catch (error) { /* no connection: the session goes with it */ }
    await new Promise((done) => setTimeout(done, 400));
    while (!(await healthy())) await new Promise((done) => setTimeout(done, 1000));
    window.location.replace(now ? now.home : "/?kiosk=1");
  };

  // ---- the countdown ------------------------------------------------------------------------------------------
  const ask = (seconds) => {
    const { words } = told();
    if (!kiosk.box) {
      kiosk.box = element("tg-still-there", "");
      kiosk.box.setAttribute("role", "alertdialog");
      kiosk.box.setAttribute("aria-modal", "true");
      kiosk.box.setAttribute("aria-labelledby", "tg-still-title");
      kiosk.box.innerHTML = '<div><h2 id="tg-still-title"></h2><p></p><button type="button"></button></div>';
      kiosk.box.querySelector("h2").textContent = words.title;
      kiosk.box.querySelector("button").textContent = words.stay;
      kiosk.box.querySelector("button").focus();
    }
    kiosk.box.querySelector("p").textContent = words.left.replace("{n}", String(seconds));
  };
  const stay = () => {
    kiosk.last = Date.now();
    if (kiosk.box) { kiosk.box.remove(); kiosk.box = null; }
  };

  kiosk.tick = function () {
    const now = told();
    if (!now || kiosk.gone) return;
    kiosk.look();
    const app = document.querySelector(".stApp");
    const connected = app && app.dataset.testConnectionState === "CONNECTED";
    if (connected) kiosk.since = null;
    else if (kiosk.since === null) kiosk.since = Date.now();
    else if (Date.now() - kiosk.since > 3000) {
      if (!kiosk.cover) kiosk.cover = element("tg-cover", now.words.away);
      kiosk.wipe();
      return;
    }
    const idle = (Date.now() - kiosk.last) / 1000;
    if (now.demo) return;
    if (!now.dirty) {
      if (kiosk.box) stay();
      if (now.worn && idle > now.idle) kiosk.wipe();
      else if (now.demoAfter && idle > now.demoAfter) { kiosk.last = Date.now(); bridge.send("tap", "demo"); }
      return;
    }
    // Who reads and scrolls is still there, though the server hears of no tap; not while a finger is on a button.
    if (kiosk.last - kiosk.sent > 20000 && idle > 1) { kiosk.sent = Date.now(); bridge.send("tap", "here"); }
    if (idle >= now.idle + now.countdown) kiosk.wipe();
    else if (idle >= now.idle) ask(Math.ceil(now.idle + now.countdown - idle));
    else if (kiosk.box) stay();
  };

  // ---- a hand on the screen -------------------------------------------------------------------------------------
  const touched = (event) => {
    const now = told();
    if (!now) return;
    if (kiosk.gone) { event.preventDefault(); event.stopImmediatePropagation(); return; }
    if (now.demo) {
      event.preventDefault();
      event.stopImmediatePropagation();
      kiosk.wipe();
      return;
    }
    // Waking from sleep: the clock on the wall counts, not the touch that woke the screen.
    if (now.dirty && (Date.now() - kiosk.last) / 1000 >= now.idle + now.countdown) {
      event.preventDefault();
      event.stopImmediatePropagation();
      kiosk.wipe();
      return;
    }
    stay();
  };
  for (const kind of ["pointerdown", "keydown", "wheel", "touchstart"]) {
    window.addEventListener(kind, touched, { capture: true, passive: false });
  }
  window.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    if (!told() || !target) return;
    if (kiosk.gone) { event.preventDefault(); event.stopImmediatePropagation(); return; }
    // Somebody else is next: 重新开始 in the bar, 换个人 at the end of a result.
    if (target.closest('[data-tap="startover"], .st-key-nav_restart button')) {
      event.preventDefault();
      event.stopImmediatePropagation();
      kiosk.wipe();
      return;
    }
    if (target.closest("[data-tap]")) kiosk.sent = Date.now();
    const link = target.closest("a[href]");
    if (link && (link.origin !== window.location.origin || link.target === "_blank" || link.hasAttribute("download"))) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  }, true);
  for (const kind of ["contextmenu", "dragstart", "selectstart"]) {
    document.addEventListener(kind, (event) => {
      const target = event.target instanceof Element ? event.target : null;
      if (told() && !(target && target.closest("input, textarea"))) event.preventDefault();
    }, true);
  }
  document.addEventListener("visibilitychange", () => { if (!document.hidden) kiosk.tick(); });
  // Back into a page that the browser had kept as it was.
  window.addEventListener("pageshow", (event) => { if (event.persisted && told()) kiosk.wipe(); });
  setInterval(kiosk.tick, 500);

  // ---- whether there is more below ------------------------------------------------------------------------------
  // What one sees ends at the bar. While something of the page, its footer aside, lies lower, a fade and a button say so;
  // they lie over the page and move nothing in it.
  const parts = ".tg-both > div, .st-key-tg_one > :not(:has(.tg-footer))";
  kiosk.look = function () {
    const main = document.querySelector(".stMain"), bar = document.querySelector(".tg-kiosk-bar");
    if (!told() || !main || !bar) { if (kiosk.more) kiosk.more.hidden = true; return; }
    if (!kiosk.more) {
      kiosk.more = element("tg-more", "");
      // For the finger only: a keyboard and a reader of the screen scroll by themselves.
      kiosk.more.setAttribute("aria-hidden", "true");
      kiosk.more.innerHTML = '<i></i><button type="button" tabindex="-1"></button>';
      const button = kiosk.more.querySelector("button");
      button.addEventListener("pointerdown", (event) => event.preventDefault());
      button.addEventListener("click", () => {
        const main = document.querySelector(".stMain"), bar = document.querySelector(".tg-kiosk-bar");
        // Two lines of what one has read stay in sight.
        const by = bar.getBoundingClientRect().top - (kiosk.more.dataset.in === "bar" ? 90 : 200);
        const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
        main.scrollBy({ top: by, behavior: still ? "auto" : "smooth" });
      });
    }
    const words = told().words.more + " ↓", button = kiosk.more.querySelector("button");
    if (button.textContent !== words) { button.textContent = words; kiosk.more.lang = document.documentElement.lang; }
    const foot = bar.getBoundingClientRect();
    const lowest = Math.max(0, ...[...document.querySelectorAll(parts)].map((one) => one.getBoundingClientRect().bottom));
    const room = main.scrollHeight - main.clientHeight - main.scrollTop;
    kiosk.more.hidden = lowest < foot.top + 12 || room < 2;
    if (kiosk.more.hidden) return;
    // In the bar where there is room beside its buttons, else right above it.
    const last = bar.lastElementChild.getBoundingClientRect();
    const inside = foot.right - last.right > button.offsetWidth + 48;
    kiosk.more.dataset.in = inside ? "bar" : "page";
    kiosk.more.style.setProperty("--bar", foot.height + "px");
  };
  let queued = false;
  const soon = () => {
    if (queued) return;
    queued = true;
    requestAnimationFrame(() => { queued = false; kiosk.look(); });
  };
  const sizes = new ResizeObserver(soon);
  kiosk.watch = function () {
    for (const one of document.querySelectorAll(".stMainBlockContainer, .tg-kiosk-bar, .tg-both")) sizes.observe(one);
    soon();
  };
  window.addEventListener("resize", soon);
  document.addEventListener("scroll", soon, { capture: true, passive: true });

  kiosk.update = function () {
    const now = told();
    if (!now) return;
    document.cookie = now.cookie + "=1; path=/; max-age=315360000; samesite=strict";
    // The server was started anew, or the session was lost: what stands on the screen belongs to nobody any more.
    if (kiosk.session && kiosk.session !== bridge.data.session) kiosk.wipe();
    kiosk.session = bridge.data.session;
    kiosk.watch();
    let banner = document.getElementById("tg-demo");
    if (now.demo && !banner) { banner = element("tg-demo", now.words.demo); banner.setAttribute("role", "status"); }
    if (!now.demo && banner) banner.remove();
    if (now.demo) {
      clearTimeout(kiosk.walking);
      kiosk.walking = setTimeout(() => { if (told() && told().demo && !kiosk.gone) bridge.send("tap", "demo"); }, 3500);
    }
  };
  return kiosk;
}
