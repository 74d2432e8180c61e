/** @odoo-module ignore **/
/* While an address is typed, the communes it may mean are offered; what is typed counts all the same. */
(function () {
    "use strict";

    document.querySelectorAll("input[data-units]").forEach(function (input, place) {
        const list = document.createElement("datalist");
        list.id = "units-" + place;
        input.setAttribute("list", list.id);
        input.after(list);
        let asked = "";
        let timer = null;

        input.addEventListener("input", function () {
            clearTimeout(timer);
            timer = setTimeout(offer, 250);
        });

        // what stands after the first comma names the commune; before it, house and street
        async function offer() {
            const comma = input.value.indexOf(",");
            const street = comma < 0 ? "" : input.value.slice(0, comma + 1) + " ";
            const query = input.value
                .slice(comma + 1)
                .replace(/,/g, " ")
                .trim();
            if (query.length < 2 || query === asked) {
                return;
            }
            asked = query;
            try {
                const response = await fetch(
                    input.dataset.units + "?tim=" + encodeURIComponent(query),
                );
                const names = await response.json();
                if (query === asked) {
                    list.replaceChildren.apply(
                        list,
                        names.map(function (name) {
                            const option = document.createElement("option");
                            option.value = street + name;
                            return option;
                        }),
                    );
                }
            } catch {
                // without the line nothing is offered, and the address is typed to its end
            }
        }
    });
})();
