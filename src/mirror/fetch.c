/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Fetching over HTTP.  See fetch.h. */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include <curl/curl.h>

#include "base/buf.h"
#include "base/fsutil.h"
#include "base/xalloc.h"
#include "mirror/fetch.h"

enum {
	REDIRECTS = 3,
	CONNECT = 20, /* seconds */
	STALLED = 30, /* seconds under SLOWEST */
	SLOWEST = 64, /* bytes a second */
	SURE = 60,    /* seconds: see note_validator() */
};

struct fetcher {
	CURL *curl;
	char *url; /* no slash at its end */
	char error[CURL_ERROR_SIZE];
};

/* One response on its way. */
struct response {
	struct buf *out; /* or … */
	int fd;
	uint64_t size;
	uint64_t max;
	int is_too_large;
	int is_unwritable;
	struct hash *hash;
	int is_question; /* 304 is an answer */
	char etag[128];
	int64_t date;
};

static size_t
on_bytes(char *data, size_t one, size_t count, void *context)
{
	struct response *r = context;

	count *= one;
	if (count > r->max - r->size) {
		r->is_too_large = 1;
		return 0;
	}
	r->size += count;
	hash_add(r->hash, data, count);
	if (r->out != NULL)
		buf_add(r->out, data, count);
	else if (fs_write_all(r->fd, data, count) == -1)
		r->is_unwritable = 1;
	return r->is_unwritable ? 0 : count;
}

/* The value of a header line, if it is that one. */
static int
is_header(const char *line, size_t len, const char *name, char *dst,
    size_t size)
{
	size_t n;

	n = strlen(name);
	if (len <= n || strncasecmp(line, name, n) != 0)
		return 0;
	line += n;
	len -= n;
	while (len > 0 && (*line == ' ' || *line == '\t')) {
		line++;
		len--;
	}
	while (len > 0 && strchr("\r\n \t", line[len - 1]) != NULL)
		len--;
	if (len >= size)
		len = 0; /* as if it were not there */
	memcpy(dst, line, len);
	dst[len] = '\0';
	return 1;
}

static size_t
on_header(char *line, size_t one, size_t count, void *context)
{
	char date[64];
	struct response *r = context;

	count *= one;
	is_header(line, count, "etag:", r->etag, sizeof(r->etag));
	if (is_header(line, count, "date:", date, sizeof(date)))
		r->date = (int64_t)curl_getdate(date, NULL);
	return count;
}

static void
set_limits(CURL *curl, int is_https)
{
	/* From https a redirect leads to nothing less. */
	const char *also = is_https ? "https" : "http,https";

	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(curl, CURLOPT_REDIR_PROTOCOLS_STR, also);
	curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 1L);
	curl_easy_setopt(curl, CURLOPT_MAXREDIRS, (long)REDIRECTS);
	curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)CONNECT);
	curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, (long)SLOWEST);
	curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, (long)STALLED);
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(curl, CURLOPT_FILETIME, 1L);
	curl_easy_setopt(curl, CURLOPT_USERAGENT, "gazette-mirror");
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_bytes);
	curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, on_header);
}

enum verdict
fetcher_new(const char *url, struct fetcher **ret, struct why *why)
{
	size_t len;
	struct fetcher *f;

	if (strncmp(url, "http://", 7) != 0 && strncmp(url, "https://", 8) != 0)
		return why_set(why, V_REJECT, "mirror-url",
		    "the address must begin with http:// or https://");
	f = xcalloc(1, sizeof(*f));
	f->url = xstrdup(url);
	for (len = strlen(url); len > 0 && url[len - 1] == '/'; len--)
		f->url[len - 1] = '\0';
	if (curl_global_init(CURL_GLOBAL_DEFAULT) != 0 ||
	    (f->curl = curl_easy_init()) == NULL)
		xalloc_die();
	set_limits(f->curl, strncmp(url, "https://", 8) == 0);
	curl_easy_setopt(f->curl, CURLOPT_ERRORBUFFER, f->error);
	*ret = f;
	return V_OK;
}

void
fetcher_free(struct fetcher *fetcher)
{
	if (fetcher == NULL)
		return;
	curl_easy_cleanup(fetcher->curl);
	curl_global_cleanup();
	free(fetcher->url);
	free(fetcher);
}

static struct curl_slist *
conditions(const struct validator *known)
{
	char *line;
	struct curl_slist *list = NULL;

	if (known == NULL || known->etag[0] == '\0')
		return NULL;
	line = xasprintf("If-None-Match: %s", known->etag);
	list = curl_slist_append(NULL, line);
	free(line);
	return list;
}

static CURLcode
perform(struct fetcher *f, const char *path, const struct validator *known,
    struct response *r)
{
	char *url;
	CURLcode code;
	int by_time;
	struct curl_slist *headers;

	url = xasprintf("%s/%s", f->url, path);
	headers = conditions(known);
	by_time = known != NULL && headers == NULL && known->modified > 0;
	r->is_question = headers != NULL || by_time;
	f->error[0] = '\0';
	curl_easy_setopt(f->curl, CURLOPT_URL, url);
	curl_easy_setopt(f->curl, CURLOPT_HTTPHEADER, headers);
	curl_easy_setopt(f->curl, CURLOPT_TIMECONDITION,
	    by_time ? (long)CURL_TIMECOND_IFMODSINCE :
		      (long)CURL_TIMECOND_NONE);
	curl_easy_setopt(f->curl, CURLOPT_TIMEVALUE_LARGE,
	    (curl_off_t)(by_time ? known->modified : 0));
	curl_easy_setopt(f->curl, CURLOPT_WRITEDATA, r);
	curl_easy_setopt(f->curl, CURLOPT_HEADERDATA, r);
	code = curl_easy_perform(f->curl);
	curl_slist_free_all(headers);
	free(url);
	return code;
}

/*
 * Servers make an ETag of size and second.  A file that changed in the second
 * in which it was fetched may change once more under the same one, and whose
 * clock that second is of is not known, so such an answer is not relied on
 * (RFC 9110, 8.8.2.2).  Nor is a weak ETag: it may stay as it is while bytes
 * change (8.8.1).
 */
static void
note_validator(const struct response *r, struct fetched *ret)
{
	memset(&ret->validator, 0, sizeof(ret->validator));
	if (ret->modified <= 0 || r->date - ret->modified < SURE)
		return;
	if (strncmp(r->etag, "W/", 2) != 0)
		memcpy(ret->validator.etag, r->etag, sizeof(r->etag));
	ret->validator.modified = ret->modified;
}

static enum verdict
judge(struct fetcher *f, const char *path, CURLcode code,
    const struct response *r, struct why *why)
{
	long status = 0;

	if (r->is_too_large)
		return why_set(why, V_REJECT, "mirror-size",
		    "%s is larger than it should be", path);
	if (r->is_unwritable)
		return why_errno(why, "writing %s", path);
	if (code != CURLE_OK)
		return why_set(why, V_DEFER, "mirror-server", "%s: %s", path,
		    f->error[0] != '\0' ? f->error : curl_easy_strerror(code));
	curl_easy_getinfo(f->curl, CURLINFO_RESPONSE_CODE, &status);
	if (status == 404 || status == 410)
		return why_set(why, V_DEFER, "mirror-moved",
		    "the server has no %s", path);
	if (status != 200 && (status != 304 || !r->is_question))
		return why_set(why, V_DEFER, "mirror-server",
		    "the server answers %ld for %s", status, path);
	return V_OK;
}

static enum verdict
get(struct fetcher *f, const char *path, const struct validator *known,
    struct response *r, struct fetched *ret, struct why *why)
{
	CURLcode code;
	curl_off_t modified = -1;
	enum verdict v;
	long status = 0, unmet = 0;

	memset(ret, 0, sizeof(*ret));
	r->hash = hash_new();
	code = perform(f, path, known, r);
	hash_hex(r->hash, ret->sha256);
	hash_free(r->hash);
	if ((v = judge(f, path, code, r, why)) != V_OK)
		return v;
	curl_easy_getinfo(f->curl, CURLINFO_RESPONSE_CODE, &status);
	curl_easy_getinfo(f->curl, CURLINFO_CONDITION_UNMET, &unmet);
	curl_easy_getinfo(f->curl, CURLINFO_FILETIME_T, &modified);
	ret->is_unchanged = status == 304 || unmet;
	ret->modified = modified > 0 ? (int64_t)modified : 0;
	ret->size = r->size;
	note_validator(r, ret);
	return V_OK;
}

enum verdict
fetch(struct fetcher *fetcher, const char *path, const struct validator *known,
    struct buf *out, struct fetched *ret, struct why *why)
{
	struct response r = { .out = out, .fd = -1, .max = out->max };

	return get(fetcher, path, known, &r, ret, why);
}

enum verdict
fetch_file(struct fetcher *fetcher, const char *path, int fd, uint64_t max,
    struct fetched *ret, struct why *why)
{
	struct response r = { .fd = fd, .max = max };

	return get(fetcher, path, NULL, &r, ret, why);
}
