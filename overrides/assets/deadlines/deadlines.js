/**
 * Says beside each dated deadline how it stands on the reader's day, while that day lies in the
 * plan's own year. The built pages hold the plain date only.
 */

const sentences = document.querySelector('[data-wp-deadlines]');
if (sentences) tell(today());

/**
 * The day in the office's time zone, as `YYYY-MM-DD`, wherever the reader is. It is eight hours
 * ahead all year; to ask the browser for it would cost a slow phone 50 ms.
 */
function today() {
  return new Date(Date.now() + 8 * 3600000).toISOString().slice(0, 10);
}

function tell(day) {
  for (const time of document.querySelectorAll('time.wp-due')) {
    const due = time.getAttribute('datetime');
    if (due.slice(0, 4) !== day.slice(0, 4)) continue;
    const state = document.createElement('span');
    state.className = 'wp-due__state';
    state.textContent = sentence(due, day);
    time.parentElement.after(state);
  }
}

function sentence(due, day) {
  if (due < day) return sentences.dataset.past;
  const days = Math.round((Date.parse(due) - Date.parse(day)) / 86400000);
  if (days === 0) return sentences.dataset.today;
  const sameMonth = due.slice(0, 7) === day.slice(0, 7);
  return (sameMonth ? sentences.dataset.month : sentences.dataset.days).replace('{days}', days);
}
