/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the server said last time.  See state.h. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <jansson.h>

#include "base/buf.h"
#include "base/fsutil.h"
#include "base/xalloc.h"
#include "mirror/state.h"

enum {
	LARGEST = 1 << 16, /* bytes of a state */
};

static void
get_validator(const json_t *json, const char *key, struct validator *ret)
{
	const char *etag;
	const json_t *of;

	of = json_object_get(json, key);
	etag = json_string_value(json_object_get(of, "etag"));
	snprintf(ret->etag, sizeof(ret->etag), "%s", etag != NULL ? etag : "");
	ret->modified = json_integer_value(json_object_get(of, "modified"));
}

void
state_read(const struct mirror *m, struct state *ret)
{
	const char *epoch;
	int fd;
	json_t *json = NULL;
	struct buf text;

	memset(ret, 0, sizeof(*ret));
	buf_init(&text, LARGEST);
	if ((fd = fs_open_file(m->work, STATE)) != -1) {
		if (fs_read_all(fd, &text) == 0)
			json = json_loads(buf_str(&text), 0, NULL);
		close(fd);
	}
	epoch = json_string_value(json_object_get(json, "epoch"));
	if (epoch != NULL && !m->settings->check && !m->journal.is_left) {
		snprintf(ret->epoch, sizeof(ret->epoch), "%s", epoch);
		get_validator(json, "head", &ret->head);
		get_validator(json, "index", &ret->index);
	}
	json_decref(json);
	buf_fini(&text);
}

static json_t *
put_validator(const struct validator *v)
{
	return json_pack("{s:s,s:I}", "etag", v->etag, "modified",
	    (json_int_t)v->modified);
}

enum verdict
state_write(const struct mirror *m, const struct state *state, struct why *why)
{
	char *text;
	enum verdict v = V_OK;
	json_t *json;

	json = json_pack("{s:s,s:o,s:o}", "epoch", state->epoch, "head",
	    put_validator(&state->head), "index", put_validator(&state->index));
	text = json != NULL ? json_dumps(json, JSON_INDENT(1)) : NULL;
	json_decref(json);
	if (text == NULL)
		xalloc_die();
	if (fs_replace_file(m->work, STATE, text, strlen(text)) == -1)
		v = why_errno(why, "the state of the mirror");
	free(text);
	return v;
}
