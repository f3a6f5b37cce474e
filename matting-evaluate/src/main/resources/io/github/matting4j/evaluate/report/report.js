'use strict';
// Sorts a table by the column whose heading was clicked; rows without a value stay last.
function sort(heading) {
  const table = heading.closest('table');
  const body = table.tBodies[0];
  const ascending = heading.getAttribute('aria-sort') !== 'ascending';
  const sign = ascending ? 1 : -1;
  const numeric = heading.dataset.kind === 'number';
  const entries = Array.from(body.rows, row => ({row, value: row.cells[heading.cellIndex].dataset.value}));
  entries.sort((a, b) => {
    if (a.value === undefined || b.value === undefined) {
      return (a.value === undefined) - (b.value === undefined);
    }
    return sign * (numeric ? a.value - b.value : a.value.localeCompare(b.value, 'en', {numeric: true}));
  });
  body.append(...entries.map(entry => entry.row));
  for (const other of heading.parentNode.cells) {
    other.setAttribute('aria-sort', other === heading ? (ascending ? 'ascending' : 'descending') : 'none');
  }
  document.getElementById('sorted').textContent =
      table.caption.textContent + ': by ' + heading.textContent + (ascending ? ', ascending' : ', descending');
}
for (const button of document.querySelectorAll('th[aria-sort] button')) {
  button.addEventListener('click', () => sort(button.closest('th')));
}
