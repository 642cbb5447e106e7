// Leaves the screen when the session has ended, so that nothing of a patient stays on it. Whoever is typing keeps the session.
(() => {
  const box = document.getElementById('idle');
  if (!box) return;

  const seconds = Number(box.dataset.seconds);
  const warning = Math.min(60, seconds / 3);
  const touchEvery = Math.min(60, seconds / 3) * 1000;
  let warn, leave, touched = Date.now();

  const expired = () => {
    const back = encodeURIComponent(location.pathname + location.search);
    location.replace(`/login?idle=yes&returnUrl=${back}`);
  };

  const start = () => {
    clearTimeout(warn);
    clearTimeout(leave);
    box.textContent = '';
    warn = setTimeout(() => { box.textContent = 'You will be signed out in a moment. Press any key to stay.'; }, (seconds - warning) * 1000);
    leave = setTimeout(expired, (seconds + 1) * 1000);
  };

  const stay = async () => {
    if (Date.now() - touched < touchEvery) return;
    touched = Date.now();
    const answer = await fetch('/session/stay', { method: 'POST', redirect: 'manual' }).catch(() => null);
    if (answer && answer.ok) start();
    else if (answer && (answer.type === 'opaqueredirect' || answer.status === 401)) expired();
  };

  for (const event of ['keydown', 'pointerdown', 'scroll']) addEventListener(event, stay, { passive: true });
  // A page that comes back from the browser's cache would show what its session no longer allows.
  addEventListener('pageshow', event => { if (event.persisted) location.reload(); });
  start();
})();
