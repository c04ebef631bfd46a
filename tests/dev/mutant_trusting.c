/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A daemon for tests/system/{accidents,canaries}.t: with GAZETTE_MUTANT it
 *forgets one rule of what never happens by accident, and the test must catch
 *it:
 *
 *	findings	nothing that was noticed in a document asks anybody
 *	code:X		… nothing of that code
 *	kin		a name that was used before says nothing
 *	history		nor do bytes that were published before
 *	formats		a folder takes documents of every kind
 *	templates	a template is a document like any other
 *	wires		a wire is usable, whatever it says of itself
 *	locks		nobody has a document open
 *	conflicts	a conflict copy is a document like any other
 *	own		a page of ours may be a document of theirs
 *	settle		whatever lies there has arrived
 *	discretion	comments and headers are words like any others
 */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/tree.h>

#include "base/names.h"
#include "intake/junk.h"
#include "intake/settle.h"
#include "newsroom/bureau.h"
#include "newsroom/kin.h"
#include "newsroom/settings.h"
#include "release/release.h"

static char mutant[32];

/* Workers have no environment. */
__attribute__((constructor)) static void
remember(void)
{
	const char *said;

	said = getenv("GAZETTE_MUTANT");
	snprintf(mutant, sizeof(mutant), "%s", said != NULL ? said : "");
}

static int
forgets(const char *rule)
{
	return strcmp(mutant, rule) == 0;
}

/* What the function says when the rule is forgotten, instead of what it is. */
#define FORGET(when, instead, type, name, parameters, arguments)               \
 type __real_##name parameters;                                                \
 type __wrap_##name parameters;                                                \
 type __wrap_##name parameters                                                 \
 {                                                                             \
  return (when) ? (instead) : __real_##name arguments;                         \
 }

static int
forgets_code(const char *code)
{
	return strncmp(mutant, "code:", 5) == 0 &&
	    strcmp(mutant + 5, code) == 0;
}

static int
weighs_nothing(enum severity *ret)
{
	*ret = SEVERITY_INFO;
	return 1;
}

static enum verdict
finds_nothing(struct catalog_releases *ret)
{
	memset(ret, 0, sizeof(*ret));
	return V_OK;
}

/* clang-format off */
FORGET(forgets("findings") || forgets_code(code), weighs_nothing(ret),
    int, config_weigh,
    (const struct config_folder *folder, const char *code,
	enum severity said, enum severity *ret),
    (folder, code, said, ret))
FORGET(forgets("kin"), NULL,
    const char *, kin_question,
    (const struct piece *piece, const struct dispatch *said,
	const struct kin *kin, const char **ret_quote),
    (piece, said, kin, ret_quote))
FORGET(forgets("history"), finds_nothing(ret),
    enum verdict, catalog_by_source,
    (struct catalog *catalog, const struct catalog_key *key,
	struct catalog_releases *ret, struct why *why),
    (catalog, key, ret, why))
FORGET(forgets("formats"), 1,
    int, config_accepts,
    (const struct config_folder *folder, const char *format),
    (folder, format))
FORGET(forgets("templates") && strncmp(suffix, ".dot", 4) == 0, 0,
    int, names_end_with,
    (const char *name, const char *suffix),
    (name, suffix))
FORGET(forgets("wires") && field == FIELD_STATUS, "usable",
    const char *, dispatch_field,
    (const struct dispatch *dispatch, enum field field),
    (dispatch, field))
FORGET(forgets("locks"), 0,
    int, junk_is_locked,
    (int dir, const char *name),
    (dir, name))
FORGET(forgets("conflicts"), 0,
    int, names_is_conflict,
    (const char *name),
    (name))
FORGET(forgets("own"), 0,
    int, junk_is_own,
    (int dir, const char *name),
    (dir, name))
FORGET(forgets("settle"), SETTLE_WHOLE,
    enum settled, settle_look,
    (struct settle *settle, int drop, const struct candidate *candidate,
	int64_t now),
    (settle, drop, candidate, now))
/* clang-format on */

enum verdict __real_release_finish(xmlDoc *release,
    const struct reading *reading, const struct release_words *words,
    const struct release_settings *settings, struct why *why);
enum verdict __wrap_release_finish(xmlDoc *release,
    const struct reading *reading, const struct release_words *words,
    const struct release_settings *settings, struct why *why);

/* The first element of that name at or below node, or NULL. */
static xmlNode *
find(xmlNode *node, const char *name)
{
	xmlNode *found = NULL;

	for (; node != NULL && found == NULL; node = node->next) {
		if (node->type == XML_ELEMENT_NODE)
			found = strcmp((const char *)node->name, name) == 0 ?
			    node :
			    find(node->children, name);
	}
	return found;
}

/* What is kept apart from the text becomes a part of it. */
enum verdict
__wrap_release_finish(xmlDoc *release, const struct reading *reading,
    const struct release_words *words, const struct release_settings *settings,
    struct why *why)
{
	xmlChar *told;
	xmlNode *paragraph, *root, *source;

	root = xmlDocGetRootElement(release);
	paragraph = find(root, "p");
	source = find(root, "source");
	if (forgets("discretion") && paragraph != NULL && source != NULL) {
		told = xmlNodeGetContent(source);
		xmlNodeAddContent(paragraph, told);
		xmlFree(told);
	}
	return __real_release_finish(release, reading, words, settings, why);
}
