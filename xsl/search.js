/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Search of one language's releases, in the reader's browser.
 *
 * The page names its parts, 1 to data-parts; each is a JSON file of fifty
 * releases with the words that they are found by, folded as fold() does.  The
 * newest parts are read first, some at a time: further ones when asked for.
 * What is looked for leaves the browser in no request.
 */
"use strict";

(function () {
	const AT_ONCE = 20; /* parts: a thousand releases */
	const form = document.getElementById("search");
	const input = document.getElementById("search-words");
	const said = document.getElementById("search-said");
	const list = document.getElementById("search-found");
	const more = document.getElementById("search-more");
	/* As the pages write it: the day before the month. */
	const lang = document.documentElement.lang;
	const day = new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang,
		{ dateStyle: "long", timeZone: "UTC" });
	let next = Number(form.dataset.parts);
	let found = 0;

	/* As release_search(): no case, no marks. */
	function fold(s) {
		return s.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
	}

	function split(s) {
		return fold(s).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
	}

	/* Each word begins a word of the release. */
	function matches(release, wanted) {
		const words = " " + release.words + " " +
			split(release.title + " " + (release.deck || "")).join(" ");
		return wanted.every((w) => words.includes(" " + w));
	}

	function element(name, text) {
		const e = document.createElement(name);
		e.textContent = text;
		return e;
	}

	function show(release) {
		const item = document.createElement("li");
		const article = document.createElement("article");
		const title = document.createElement("h2");
		const link = element("a", release.title);
		const facts = document.createElement("p");
		const time = element("time", day.format(new Date(release.day)));
		link.href = release.href;
		title.append(link);
		time.dateTime = release.day;
		facts.className = "entry-facts";
		facts.append(time);
		article.append(title, facts);
		if (release.deck) {
			article.append(element("p", release.deck));
		}
		item.append(article);
		list.append(item);
	}

	async function read(part) {
		const answer = await fetch(part + ".json");
		if (!answer.ok) {
			throw new Error(String(answer.status));
		}
		return (await answer.json()).releases || [];
	}

	function say() {
		const words = found === 0 ? form.dataset.none :
			found === 1 ? form.dataset.one : form.dataset.found;
		said.textContent = words.replace("{count}", String(found));
		more.hidden = next < 1;
	}

	async function search(wanted) {
		const parts = [];
		said.textContent = form.dataset.busy;
		for (; next > 0 && parts.length < AT_ONCE; next--) {
			parts.push(read(next));
		}
		try {
			for (const releases of await Promise.all(parts)) {
				for (const release of releases.reverse()) {
					if (matches(release, wanted)) {
						show(release);
						found++;
					}
				}
			}
			say();
		} catch (e) {
			said.textContent = form.dataset.failed;
		}
	}

	const asked = new URLSearchParams(location.search).get("q") || "";
	const wanted = split(asked);
	document.getElementById("search-script").remove();
	form.hidden = false;
	input.value = asked;
	more.addEventListener("click", () => search(wanted));
	if (wanted.length > 0) {
		search(wanted);
	}
}());
