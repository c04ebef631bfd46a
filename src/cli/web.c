/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The web root on a loopback port.  See web.h for the contract. */
#include "config.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <microhttpd.h>

#include "base/fsutil.h"
#include "base/xalloc.h"
#include "cli/web.h"

struct web {
	int root;
	struct MHD_Daemon *daemon;
};

static const struct {
	const char *suffix;
	const char *type;
} types[] = {
	{ ".html", "text/html; charset=utf-8" },
	{ ".txt", "text/plain; charset=utf-8" },
	{ ".epub", "application/epub+zip" },
	{ ".json", "application/json" },
	{ ".atom", "application/atom+xml; charset=utf-8" },
	{ ".css", "text/css; charset=utf-8" },
	{ ".js", "text/javascript; charset=utf-8" },
	{ ".xml", "application/xml; charset=utf-8" },
	{ ".png", "image/png" },
	{ ".jpg", "image/jpeg" },
	{ ".gif", "image/gif" },
	{ ".webp", "image/webp" },
	{ ".svg", "image/svg+xml" },
};

static const char *
type_of(const char *path)
{
	size_t i, len, n;

	len = strlen(path);
	for (i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		n = strlen(types[i].suffix);
		if (len > n && strcmp(path + len - n, types[i].suffix) == 0)
			return types[i].type;
	}
	return "application/octet-stream";
}

#define POLICY                                                                 \
 "default-src 'none'; img-src 'self'; style-src 'self'; "                      \
 "base-uri 'none'; frame-ancestors 'self'; "

/* The search alone has a form and a script (publish/recipe.c). */
static const char *
policy_of(const char *path)
{
	return strncmp(path, "search/", 7) == 0 ? POLICY
	    "form-action 'self'; script-src 'self'; connect-src 'self'" :
						  POLICY "form-action 'none'";
}

static enum MHD_Result
answer(struct MHD_Connection *connection, unsigned status,
    struct MHD_Response *response, const char *path)
{
	enum MHD_Result result;

	MHD_add_response_header(response, "X-Content-Type-Options", "nosniff");
	MHD_add_response_header(response, "Referrer-Policy", "no-referrer");
	MHD_add_response_header(response, "Content-Security-Policy",
	    policy_of(path));
	result = MHD_queue_response(connection, status, response);
	MHD_destroy_response(response);
	return result;
}

static enum MHD_Result
answer_words(struct MHD_Connection *connection, unsigned status,
    const char *words)
{
	struct MHD_Response *response;

	response = MHD_create_response_from_buffer(strlen(words),
	    (void *)(uintptr_t)words, MHD_RESPMEM_PERSISTENT);
	if (response == NULL)
		return MHD_NO;
	MHD_add_response_header(response, "Content-Type",
	    "text/plain; charset=utf-8");
	return answer(connection, status, response, "");
}

static enum MHD_Result
redirect_to_folder(struct MHD_Connection *connection, const char *url)
{
	char location[PATH_MAX];
	struct MHD_Response *response;

	snprintf(location, sizeof(location), "%s/", url);
	response = MHD_create_response_from_buffer(0, NULL,
	    MHD_RESPMEM_PERSISTENT);
	if (response == NULL)
		return MHD_NO;
	MHD_add_response_header(response, "Location", location);
	return answer(connection, MHD_HTTP_MOVED_PERMANENTLY, response, "");
}

/* A file is sent whole, or not at all if the client has these bytes. */
static enum MHD_Result
answer_file(struct MHD_Connection *connection, int fd, const struct stat *st,
    const char *path)
{
	char date[64], etag[64];
	const char *known;
	struct MHD_Response *response;
	struct tm tm;

	snprintf(etag, sizeof(etag), "\"%llx-%llx\"",
	    (unsigned long long)st->st_mtim.tv_sec,
	    (unsigned long long)st->st_size);
	known = MHD_lookup_connection_value(connection, MHD_HEADER_KIND,
	    "If-None-Match");
	if (known != NULL && strcmp(known, etag) == 0) {
		close(fd);
		response = MHD_create_response_from_buffer(0, NULL,
		    MHD_RESPMEM_PERSISTENT);
		if (response == NULL)
			return MHD_NO;
		MHD_add_response_header(response, "ETag", etag);
		return answer(connection, MHD_HTTP_NOT_MODIFIED, response,
		    path);
	}
	response = MHD_create_response_from_fd64((uint64_t)st->st_size, fd);
	if (response == NULL) {
		close(fd);
		return MHD_NO;
	}
	gmtime_r(&st->st_mtim.tv_sec, &tm);
	strftime(date, sizeof(date), "%a, %d %b %Y %H:%M:%S GMT", &tm);
	MHD_add_response_header(response, "Content-Type", type_of(path));
	MHD_add_response_header(response, "ETag", etag);
	MHD_add_response_header(response, "Last-Modified", date);
	MHD_add_response_header(response, "Cache-Control",
	    strncmp(path, "_static/", 8) == 0 ?
		"public, max-age=31536000, immutable" :
		"public, max-age=60");
	return answer(connection, MHD_HTTP_OK, response, path);
}

static enum MHD_Result
serve(void *cls, struct MHD_Connection *connection, const char *url,
    const char *method, const char *version, const char *upload,
    size_t *upload_size, void **state)
{
	char path[PATH_MAX];
	int fd;
	struct stat st;
	struct web *web = cls;

	(void)version;
	(void)upload;
	(void)upload_size;
	(void)state;
	if (strcmp(method, "GET") != 0 && strcmp(method, "HEAD") != 0)
		return answer_words(connection, MHD_HTTP_METHOD_NOT_ALLOWED,
		    "Only GET and HEAD.\n");
	snprintf(path, sizeof(path), "%s%s", url + strspn(url, "/"),
	    url[strlen(url) - 1] == '/' ? "index.html" : "");
	if ((fd = fs_open_dir(web->root, path)) != -1) {
		close(fd);
		return redirect_to_folder(connection, url);
	}
	if ((fd = fs_open_file(web->root, path)) == -1)
		return answer_words(connection, MHD_HTTP_NOT_FOUND,
		    "Not here.\n");
	if (fstat(fd, &st) == -1) {
		close(fd);
		return answer_words(connection, MHD_HTTP_NOT_FOUND,
		    "Not here.\n");
	}
	return answer_file(connection, fd, &st, path);
}

enum verdict
web_start(int root, uint16_t port, struct web **ret, struct why *why)
{
	struct sockaddr_in loopback;
	struct web *web;

	memset(&loopback, 0, sizeof(loopback));
	loopback.sin_family = AF_INET;
	loopback.sin_port = htons(port);
	loopback.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	web = xcalloc(1, sizeof(*web));
	web->root = root;
	web->daemon = MHD_start_daemon(MHD_USE_INTERNAL_POLLING_THREAD, port,
	    NULL, NULL, serve, web, MHD_OPTION_SOCK_ADDR, &loopback,
	    MHD_OPTION_CONNECTION_LIMIT, 64u, MHD_OPTION_CONNECTION_TIMEOUT,
	    30u, MHD_OPTION_END);
	if (web->daemon == NULL) {
		free(web);
		return why_errno(why, "listening on 127.0.0.1:%u",
		    (unsigned)port);
	}
	*ret = web;
	return V_OK;
}

uint16_t
web_port(const struct web *web)
{
	const union MHD_DaemonInfo *info;

	info = MHD_get_daemon_info(web->daemon, MHD_DAEMON_INFO_BIND_PORT);
	return info != NULL ? info->port : 0;
}

void
web_stop(struct web *web)
{
	if (web == NULL)
		return;
	MHD_stop_daemon(web->daemon);
	free(web);
}
