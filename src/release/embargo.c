/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Embargoes: understood completely, or a person is asked.
 *
 * All that was said about one, in the text, in its own element, in the name
 * of the file, must name the same instant.  Then it waits, and the words leave
 * the text; else they stay where they are and the release is held.
 */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "release/finish.h"

enum {
	DAY = 86400
};

/* One code for each way in which it can be unclear. */
static const char *
code_of(enum when_problem problem)
{
	switch (problem) {
	case WHEN_NO_TIME:
		return "embargo-no-time";
	case WHEN_NO_YEAR:
		return "embargo-no-year";
	case WHEN_WEEKDAY:
		return "embargo-weekday";
	case WHEN_NEVER:
	case WHEN_TWICE:
		return "embargo-never";
	case WHEN_ZONE:
		return "embargo-zone";
	default:
		return "embargo-unclear";
	}
}

struct embargo {
	int known;
	int64_t at;
	char iso[DATES_ISO];
	struct statement from;
};

/* Until when the press keeps it to itself, and when it is to appear. */
struct times {
	struct embargo embargo;
	struct embargo schedule;
};

/* A date without a time repeats an embargo of that day: "24.3" in a name. */
static int
repeats(const struct statement *s, const struct embargo *e)
{
	return e->known && !s->when.conflict && s->when.hour < 0 &&
	    s->when.day == e->from.when.day &&
	    s->when.month == e->from.when.month;
}

static void
settle_one(struct finish *f, const struct statement *s, struct embargo *e)
{
	char iso[DATES_ISO];
	enum when_problem problem;
	int64_t at, reference;

	if (repeats(s, e))
		return;
	reference = f->issued_at != 0 ? f->issued_at : f->settings->now;
	problem = when_instant(&s->when, f->settings->timezone, reference, &at,
	    iso);
	if (problem != WHEN_OK) {
		finish_finding(f, SEVERITY_HOLD, code_of(problem), s->words);
		f->unclear = 1;
		return;
	}
	if (e->known && e->at != at) {
		finish_finding(f, SEVERITY_HOLD, "embargo-two", s->words);
		f->unclear = 1;
	}
	if (e->known && e->at >= at) /* the later one is the safe one */
		return;
	e->known = 1;
	e->at = at;
	e->from = *s;
	memcpy(e->iso, iso, sizeof(e->iso));
}

/* The embargo of the vocabulary's own element, in any written form. */
static void
settle_own(struct finish *f, xmlNode *node, struct embargo *e)
{
	const char *until;
	int native;
	struct statement own;
	xmlChar *words;

	memset(&own, 0, sizeof(own));
	words = xmlNodeGetContent(node);
	until = dom_attr(node, "until");
	native = until != NULL;
	if (!native)
		until = (char *)words;
	text_excerpt(own.words, sizeof(own.words), (char *)words);
	text_excerpt(own.why, sizeof(own.why), "meta");
	if (when_parse(f->phrases, until, f->lang, &own.when) == 0) {
		settle_one(f, &own, e);
	} else {
		finish_finding(f, SEVERITY_HOLD, "embargo-unclear", until);
		f->unclear = 1;
	}
	/* NITF: what is released when it is issued has no embargo */
	if (!native && e->known && f->issued_at != 0 && e->at <= f->issued_at)
		memset(e, 0, sizeof(*e));
	xmlFree(words);
	dom_drop(node);
}

/* An embargo and a time to publish are two things: the later one counts, and
 * one that is planned before the embargo ends is a mistake in either. */
static const struct embargo *
combine(struct finish *f, const struct times *times)
{
	const struct embargo *e = &times->embargo;
	const struct embargo *s = &times->schedule;

	if (!s->known)
		return e;
	if (e->known && s->at < e->at) {
		finish_finding(f, SEVERITY_HOLD, "embargo-two", s->from.words);
		f->unclear = 1;
	}
	return e->known && e->at > s->at ? e : s;
}

static void
write_embargo(struct finish *f, const struct embargo *e, int is_embargo)
{
	char words[WHY_QUOTE_MAX];
	xmlNode *node;

	node = finish_new_g(f, f->head, "embargo");
	finish_set(node, "until", e->iso);
	finish_set(node, "why", e->from.why);
	if (!is_embargo)
		finish_set(node, "scheduled", "yes");
	/* machines write for machines */
	if (e->from.words[0] >= '0' && e->from.words[0] <= '9')
		snprintf(words, sizeof(words), "Embargo %.10s %.5s", e->iso,
		    e->iso + 11);
	else
		memcpy(words, e->from.words, sizeof(words));
	xmlNodeAddContent(node, XC(words));
	if (f->settings->now != 0 && e->at < f->settings->now - DAY)
		finish_finding(f, SEVERITY_HOLD, "embargo-past", e->from.words);
}

/* A line that said nothing else goes, and what held only that line; a cell
 * keeps its place. */
static void
drop_emptied(struct finish *f, xmlNode *node)
{
	xmlNode *parent;

	while (node != f->body && node != f->head && node != f->root &&
	    (element_of(node)->is & (CLASS_CELL | CLASS_TOP)) == 0 &&
	    element_of(node)->id != EL_NOTE && !dom_has_content(node)) {
		parent = node->parent;
		dom_drop(node);
		node = parent;
	}
}

/* What was understood leaves the text; later places first, so that earlier
 * ones stay where they are. */
static void
take_out(struct finish *f)
{
	size_t i;
	struct statement *s;

	for (i = f->statement_count; i-- > 0;) {
		s = &f->statements[i];
		if (s->block == NULL)
			continue;
		if (s->now)
			finish_finding(f, SEVERITY_INFO, "release-now",
			    s->words);
		dom_cut(s->block, s->from, s->to);
		dom_trim(s->block);
		if (s->alone)
			drop_emptied(f, s->block);
	}
	f->statement_count = 0;
}

/* Statements with a time first: others may only repeat their day. */
static void
settle_all(struct finish *f, struct times *times)
{
	const struct statement *s;
	int round;
	size_t i;

	for (round = 0; round < 2; round++) {
		for (i = 0; i < f->statement_count; i++) {
			s = &f->statements[i];
			if (round == 0 ?
				s->when.hour >= 0 :
				s->when.hour < 0 && when_has_day(&s->when))
				settle_one(f, s,
				    s->schedule ? &times->schedule :
						  &times->embargo);
		}
	}
}

/* Of a release that comes in again. */
static int
is_scheduled(const xmlNode *own)
{
	const char *scheduled;

	scheduled = dom_attr(own, "scheduled");
	return scheduled != NULL && strcmp(scheduled, "yes") == 0;
}

void
finish_embargo(struct finish *f)
{
	int now = 0;
	size_t i;
	const struct embargo *e;
	struct times times;
	xmlNode *own;

	memset(&times, 0, sizeof(times));
	while ((own = dom_child_g(f->head, "embargo")) != NULL)
		settle_own(f, own,
		    is_scheduled(own) ? &times.schedule : &times.embargo);
	settle_all(f, &times);
	e = combine(f, &times);
	for (i = 0; i < f->statement_count; i++)
		now |= f->statements[i].now;
	if (now && e->known) {
		finish_finding(f, SEVERITY_HOLD, "embargo-two", e->from.words);
		f->unclear = 1;
	}
	if (f->bare && !times.embargo.known && !f->unclear) {
		finish_finding(f, SEVERITY_HOLD, "embargo-unclear",
		    f->bare_words);
		f->unclear = 1;
	}
	if (e->known)
		write_embargo(f, e, times.embargo.known);
	/* what a person must look at stays where it stands */
	if (!f->unclear)
		take_out(f);
}
