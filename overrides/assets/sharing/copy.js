/**
 * Copies an address and says so. Where the browser does not let a page copy, the address stands
 * selected in a field, to be copied by hand.
 *
 * @param {string} address
 * @param {Element} status a live region; its data set has the sentences `copied` and `failed`, and
 *   the name of the `field`
 */
export async function copy(address, status) {
  const earlier = status.nextElementSibling;
  if (earlier && earlier.matches('.wp-share__field')) earlier.remove();
  const isCopied = (await written(address)) || selected(address, status);
  status.textContent = isCopied ? status.dataset.copied : status.dataset.failed;
}

/** Whether the clipboard took it; only a page that came over https has one. */
async function written(address) {
  try {
    await navigator.clipboard.writeText(address);
    return true;
  } catch (error) {
    return false;
  }
}

/** Whether the old way to copy worked; if not, the field stays, with the address selected. */
function selected(address, status) {
  const before = document.activeElement;
  const field = document.createElement('input');
  field.className = 'wp-share__field';
  field.readOnly = true;
  field.setAttribute('aria-label', status.dataset.field);
  field.value = address;
  status.after(field);
  field.select();
  if (!document.execCommand('copy')) return false;
  field.remove();
  before.focus();
  return true;
}
