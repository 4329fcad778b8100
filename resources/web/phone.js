"use strict";
// Keeps the page up to date and the vote safe. Without it, every form and the page itself still work.
// Nothing here is newer than the browsers of 2019 know: they are on the phones of those who can least do without.
(() => {
  const first = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => root.querySelectorAll(selector);
  const news = first("#news"), bar = first("#offline"), you = document.body.dataset.you;

  // --- what is kept on the phone: votes until they are acknowledged, and the receipts ---
  const memory = {};
  const read = (name) => { try { return JSON.parse(localStorage.getItem(name)); } catch (_none) { return memory[name]; } };
  const write = (name, value) => {
    memory[name] = value;
    try { value == null ? localStorage.removeItem(name) : localStorage.setItem(name, JSON.stringify(value)); } catch (_none) { /* private mode */ }
  };
  const votes = () => read("votes") || [];
  const kept = () => votes().filter((vote) => vote.you === you);
  const which = ({ dataset: { vote, giver } }) => vote + " " + (giver || ""); // the own ballot, or one by proxy
  const place = (form) => which(form) + ("change" in form.dataset); // a ballot, or the change of one that is in
  const keyOf = ({ fields }) => fields.find(([name]) => name === "key")[1];
  const fresh = () => [...crypto.getRandomValues(new Uint8Array(16))].map((n) => n.toString(16).padStart(2, "0")).join("");
  const receipts = () => (read("receipts") || {})[you] || {};

  // --- time: countdowns by the server's clock ---
  let skew = Number(document.body.dataset.now) - Date.now();
  const clock = (seconds) => {
    const parts = [Math.floor(seconds / 60) % 60, seconds % 60], hours = Math.floor(seconds / 3600);
    if (hours) parts.unshift(hours);
    return parts.map((part, place) => (place ? String(part).padStart(2, "0") : part)).join(":");
  };
  const tick = () => all("time[data-until]").forEach((time) => {
    const left = (time.dataset.until - Date.now() - skew) / 1000;
    time.textContent = left < 0 ? "−" + clock(Math.floor(-left)) : clock(Math.floor(left));
    time.classList.toggle("over", left < 0);
  });

  // --- the page: sections come as they change; what the reader does in them stays ---
  const dress = () => {
    all("[data-receipt]").forEach((place) => {
      const receipt = receipts()[place.dataset.receipt];
      if (receipt) { place.hidden = false; first("strong", place).textContent = receipt; }
    });
    showKept();
    tick();
  };
  const swap = (name, [mark, html]) => {
    const section = document.getElementById(name);
    if (!section || section.dataset.mark === mark) return;
    const active = document.activeElement, inside = section.contains(active) && active;
    const half = {};
    all("form[data-vote]", section).forEach((form) => { if (!form.closest("details:not([open])")) half[place(form)] = [...new FormData(form)]; });
    const open = [...all("details[open][id]", section)].map((details) => details.id);
    const before = first("[data-say]", section), said = before && before.textContent;
    section.innerHTML = html;
    section.dataset.mark = mark;
    all("form[data-vote]", section).forEach((form) => {
      if (half[place(form)]) { fill(form, half[place(form)]); form.dataset.mine = ""; }
    });
    open.forEach((id) => { const details = document.getElementById(id); if (details) details.open = true; });
    if (inside) (inside.id && document.getElementById(inside.id) || first("[tabindex], button", section) || first("#main")).focus({ preventScroll: true });
    const says = first("[data-say]", section), text = says && (says.dataset.say || says.textContent);
    if (text && says.textContent !== said) news.textContent = text;
  };

  // --- the line to the server ---
  let stream, heard = Date.now(), lost = false, pause = 1000;
  const jitter = (time) => time * (0.75 + Math.random() / 2);
  const line = (up) => {
    lost = !up;
    const text = up ? "" : kept().length ? bar.dataset.kept : bar.dataset.lost;
    if (bar.textContent !== text) bar.textContent = text;
  };
  const connect = () => {
    if (stream) stream.close();
    heard = Date.now();
    const have = [...all("[data-mark]")].map((section) => section.id + "." + section.dataset.mark).join();
    stream = new EventSource("/events?lang=" + document.documentElement.lang + "&have=" + have);
    stream.onmessage = ({ data }) => {
      const { now, sections } = JSON.parse(data);
      heard = Date.now(); pause = 1000; skew = now - heard;
      if (lost) send();
      line(true);
      Object.entries(sections).forEach(([name, section]) => swap(name, section));
      dress();
    };
    stream.addEventListener("out", () => location.reload());
    stream.onerror = () => { stream.close(); line(false); again(); };
  };
  let waiting;
  const again = () => { clearTimeout(waiting); waiting = setTimeout(connect, jitter(pause)); pause = Math.min(pause * 1.6, 8000); };
  setInterval(() => { tick(); if (Date.now() - heard > 30000) { line(false); connect(); } }, 500);
  addEventListener("online", connect);
  addEventListener("offline", () => line(false));
  addEventListener("pageshow", (event) => { if (event.persisted) connect(); });
  document.addEventListener("visibilitychange", () => { if (!document.hidden && Date.now() - heard > 12000) connect(); });

  addEventListener("input", () => all("[data-points]").forEach((place) => {
    const given = [...all("[type=number]", place.closest("form"))].reduce((sum, input) => sum + (Number(input.value) || 0), 0);
    place.hidden = false;
    first("b", place).textContent = place.dataset.points - given;
  }));

  // --- the vote: kept with its key until the server says that it is in ---
  const fill = (form, fields) => {
    const rest = [...fields];
    [...form.elements].filter((input) => input.name && input.type !== "hidden").forEach((input) => {
      const marked = input.type === "radio" || input.type === "checkbox";
      const place = rest.findIndex(([name, value]) => name === input.name && (!marked || value === input.value));
      const [found] = place < 0 ? [] : rest.splice(place, 1);
      if (marked) input.checked = !!found; else input.value = found ? found[1] : "";
    });
  };
  const showKept = () => {
    all("form[data-vote]").forEach((form) => {
      const vote = kept().find((vote) => vote.which === which(form));
      const revote = "revote" in form.dataset, inside = form.closest("details"); // then it can be changed on its way
      form.classList.toggle("sent", !!vote && !revote);
      first(".sending", form).hidden = !vote;
      if (vote && inside) inside.open = true;
      if (vote && !(revote && "mine" in form.dataset)) { fill(form, vote.fields); form.dataset.mine = ""; }
    });
  };
  let sending = false, retry = 1000, timer;
  const later = (time) => { clearTimeout(timer); timer = setTimeout(send, jitter(time)); };
  const send = async () => {
    const [vote] = kept();
    if (!vote || sending) return;
    sending = true;
    const patience = new AbortController(), over = setTimeout(() => patience.abort(), 30000);
    try {
      const body = new URLSearchParams(vote.fields); // with its key: sent again, it is the same vote
      const response = await fetch("/vote", { method: "POST", body, headers: { Accept: "application/json" }, signal: patience.signal });
      settle(vote, await response.json());
    } catch (_lost) {
      line(false);
      later(retry);
      retry = Math.min(retry * 1.6, 10000);
    } finally { clearTimeout(over); sending = false; }
  };
  const settle = (vote, told) => {
    retry = told.answer === "again" ? Math.min(retry * 1.6, 10000) : 1000;
    if (told.answer === "again") later(retry);
    else if (told.answer === "waiting") later(800);
    else {
      write("votes", votes().filter((other) => keyOf(other) !== keyOf(vote) || other.you !== you));
      if (kept().length) later(0);
    }
    const change = first("#change");
    if (change && told.answer === "in" && !kept().some((other) => other.which === vote.which)) change.open = false;
    if (told.receipt) write("receipts", { ...read("receipts"), [you]: { ...receipts(), [vote.poll]: told.receipt } });
    if (told.poll) swap("poll", told.poll);
    dress();
    if (told.text) tell(vote, told.text);
  };
  const tell = (vote, text) => {
    const form = [...all("form[data-vote]")].find((form) => which(form) === vote.which);
    if (form && form.closest("details")) form.closest("details").open = true;
    (form ? first(".error", form) : first("#told")).textContent = text;
  };

  addEventListener("submit", async (event) => {
    const form = event.target, data = new FormData(form);
    event.preventDefault();
    first("#told").textContent = "";
    if (form.dataset.vote) {
      const before = kept().find((vote) => vote.which === which(form)), revote = "revote" in form.dataset;
      if (before && !revote) return;
      const error = first(".error", form);
      error.textContent = first("[name=option]", form) && !data.has("option") ? form.dataset.empty : "";
      if (error.textContent) return;
      if (revote) { // a vote of its own, which names those of this phone that may still be under way
        data.set("key", fresh());
        form.dataset.mine = "";
        const older = before ? before.fields.filter(([name]) => name === "key" || name === "instead").slice(-50) : [];
        older.forEach(([, key]) => data.append("instead", key));
      }
      const others = votes().filter((vote) => !before || keyOf(vote) !== keyOf(before) || vote.you !== you);
      write("votes", [...others, { you, which: which(form), poll: form.dataset.vote, fields: [...data] }]);
      showKept();
      first(".sending", form).focus();
      send();
      return;
    }
    try {
      const response = await fetch(form.action, { method: "POST", body: new URLSearchParams(data), headers: { Accept: "application/json" } });
      if (!response.ok) first("#told").textContent = (await response.json()).text;
    } catch (_lost) { line(false); }
  });

  dress();
  connect();
  send();
})();
