// Sets theme and language before the first paint; a file of its own because the page allows no inline script.
(function () {
  var root = document.documentElement;
  var read = function (key) {
    try {
      return localStorage.getItem(key);
    } catch {
      return null; // storage switched off: the defaults stand
    }
  };
  var theme = read('belegfluss.theme');
  var dark = theme === 'dark' || (theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  root.setAttribute('data-kern-theme', dark ? 'dark' : 'light');
  if (read('belegfluss.language') === 'en') root.lang = 'en';
})();
