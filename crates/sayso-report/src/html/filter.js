// Hides the claims that do not match. The page is whole without it: the form stays hidden until this runs.
(() => {
  const form = document.getElementById("filter");
  const field = document.getElementById("filter-words");
  const told = document.getElementById("filter-told");
  const claims = [...document.querySelectorAll(".claim")];
  const texts = claims.map((claim) => claim.textContent.toLowerCase());
  const groups = [...document.querySelectorAll(".claim-group")];

  const apply = () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    const kinds = [...form.querySelectorAll(":checked")].map((box) => "is-" + box.value);
    claims.forEach((claim, i) => {
      const matches = words.every((word) => texts[i].includes(word)) &&
        kinds.every((kind) => claim.classList.contains(kind));
      claim.hidden = !matches;
    });
    groups.forEach((group) => { group.hidden = !group.querySelector(".claim:not([hidden])"); });
    const n = claims.filter((claim) => !claim.hidden).length;
    told.textContent = n + " of " + claims.length + " claims";
  };

  // A link to evidence within a claim that is hidden shows all claims again.
  const reveal = () => {
    const target = document.getElementById(location.hash.slice(1));
    if (target && target.closest(".claim[hidden], .claim-group[hidden]")) {
      form.reset();
      apply();
      target.scrollIntoView();
    }
  };

  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(apply));
  addEventListener("hashchange", reveal);
  form.querySelector("details").open = matchMedia("(min-width: 62rem)").matches;
  form.hidden = false;
  apply();
})();
