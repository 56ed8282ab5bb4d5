// Makes a window with a figure reachable by keyboard, and scrolls to the chosen row once the figure
// is drawn. `place` is the distance in pixels from its top to that row, or null.

((selector, name, place) => {
  const frame = document.querySelector(selector);
  if (!frame) return;
  frame.setAttribute("tabindex", "0");
  frame.setAttribute("role", "region");
  frame.setAttribute("aria-label", name);
  if (place === null) return;
  const bring = (tries) => {
    const room = frame.scrollHeight - frame.clientHeight;
    if (room < Math.min(place, 1) && tries > 0) return setTimeout(bring, 50, tries - 1);
    const above = frame.scrollTop + 90, below = frame.scrollTop + frame.clientHeight - 30;
    if (place < above || place > below) frame.scrollTop = place - frame.clientHeight / 2;
  };
  bring(40);
})
