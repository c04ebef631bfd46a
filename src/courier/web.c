/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Over the network.  See web.h for the contract. */
#include "config.h"

#include <arpa/inet.h>
#include <inttypes.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

#include <curl/curl.h>

#include "base/buf.h"
#include "base/log.h"
#include "base/xalloc.h"
#include "courier/address.h"
#include "courier/web.h"
#include "newsroom/hatch.h"

enum {
	ANSWER_MAX = 65536, /* bytes that somebody may say to us */
	HTTP_GONE = 410,
	HTTP_TOO_MANY = 429,
	HTTP_UNAVAILABLE = 503,
};

struct web {
	const struct config_courier *settings;
	CURL *curl;
	char trouble[CURL_ERROR_SIZE];
	int is_public; /* the target must be */
	int refused;   /* … and was not */
	size_t heard;
	const char *message; /* of mail: what is left to say */
	size_t left;
};

struct web *
web_new(const struct config_courier *settings)
{
	struct web *web;

	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		xalloc_die();
	web = xcalloc(1, sizeof(*web));
	web->settings = settings;
	if ((web->curl = curl_easy_init()) == NULL)
		xalloc_die();
	return web;
}

void
web_free(struct web *web)
{
	if (web == NULL)
		return;
	curl_easy_cleanup(web->curl);
	curl_global_cleanup();
	free(web);
}

/* The address is that of the connection: it is looked up no more. */
static curl_socket_t
on_socket(void *context, curlsocktype purpose, struct curl_sockaddr *address)
{
	struct web *web = context;

	(void)purpose;
	if (web->is_public && !address_is_public(&address->addr)) {
		web->refused = 1;
		return CURL_SOCKET_BAD;
	}
	return socket(address->family, address->socktype | SOCK_CLOEXEC,
	    address->protocol);
}

/* A connection that was made for another target, who may be in private. */
static int
on_connection(void *context, char *peer, char *ours, int port, int own_port)
{
	struct sockaddr_in in4;
	struct sockaddr_in6 in6;
	struct web *web = context;

	(void)ours;
	(void)port;
	(void)own_port;
	memset(&in4, 0, sizeof(in4));
	memset(&in6, 0, sizeof(in6));
	in4.sin_family = AF_INET;
	in6.sin6_family = AF_INET6;
	if (!web->is_public ||
	    (inet_pton(AF_INET, peer, &in4.sin_addr) == 1 &&
		address_is_public((struct sockaddr *)&in4)) ||
	    (inet_pton(AF_INET6, peer, &in6.sin6_addr) == 1 &&
		address_is_public((struct sockaddr *)&in6)))
		return CURL_PREREQFUNC_OK;
	web->refused = 1;
	return CURL_PREREQFUNC_ABORT;
}

/* What they answer is nobody's business, but for its length. */
static size_t
on_answer(char *data, size_t size, size_t count, void *context)
{
	struct web *web = context;

	(void)data;
	web->heard += size * count;
	return web->heard <= ANSWER_MAX ? size * count : 0;
}

static size_t
on_message(char *dst, size_t size, size_t count, void *context)
{
	size_t n;
	struct web *web = context;

	n = size * count < web->left ? size * count : web->left;
	memcpy(dst, web->message, n);
	web->message += n;
	web->left -= n;
	return n;
}

/* Settings of every attempt; a connection that is open may be used again. */
static void
prepare(struct web *web, int is_public)
{
	CURL *curl = web->curl;

	curl_easy_reset(curl);
	web->trouble[0] = '\0';
	web->is_public = is_public;
	web->refused = 0;
	web->heard = 0;
	curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, web->trouble);
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(curl, CURLOPT_PROXY, "");
	curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)web->settings->timeout);
	curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT,
	    (long)web->settings->timeout);
	/* A name server that is slow is not waited for either. */
	curl_easy_setopt(curl, CURLOPT_QUICK_EXIT, 1L);
	curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, on_socket);
	curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, web);
	curl_easy_setopt(curl, CURLOPT_PREREQFUNCTION, on_connection);
	curl_easy_setopt(curl, CURLOPT_PREREQDATA, web);
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_answer);
	curl_easy_setopt(curl, CURLOPT_WRITEDATA, web);
	if (web->settings->ca_file[0] != '\0')
		curl_easy_setopt(curl, CURLOPT_CAINFO, web->settings->ca_file);
}

/* What goes wrong before anybody has answered. */
static struct outcome
network_trouble(const struct web *web, CURLcode code)
{
	log_debug("network trouble code=%d: %s", (int)code, web->trouble);
	if (web->refused)
		return outcome_make(OUTCOME_ALL, "private-address");
	switch (code) {
	case CURLE_COULDNT_RESOLVE_HOST:
		return outcome_make(OUTCOME_ALL, "no-such-host");
	case CURLE_COULDNT_CONNECT:
		return outcome_make(OUTCOME_ALL, "no-connection");
	case CURLE_OPERATION_TIMEDOUT:
		return outcome_make(OUTCOME_ALL, "timeout");
	case CURLE_PEER_FAILED_VERIFICATION:
	case CURLE_SSL_CONNECT_ERROR:
	case CURLE_SSL_CACERT_BADFILE:
	case CURLE_USE_SSL_FAILED:
		return outcome_make(OUTCOME_ALL, "tls");
	case CURLE_LOGIN_DENIED:
		return outcome_make(OUTCOME_ALL, "login");
	default:
		return outcome_make(OUTCOME_ALL, "network");
	}
}

/* Is it this letter that they don't like, and not all that we say? */
static int
is_about_letter(long status)
{
	return status == 400 || status == 409 || status == 413 ||
	    status == 415 || status == 422 || status == 500;
}

/* Retry-After (RFC 9110, 10.2.3; RFC 6585, 4), as seconds or as a date. */
static unsigned
wanted_pause(struct web *web, long status)
{
	curl_off_t seconds = 0;

	if (status != HTTP_TOO_MANY && status != HTTP_UNAVAILABLE)
		return 0;
	curl_easy_getinfo(web->curl, CURLINFO_RETRY_AFTER, &seconds);
	if (seconds <= 0)
		return 0;
	return seconds < HATCH_PAUSE ? (unsigned)seconds : HATCH_PAUSE;
}

static struct outcome
answered(struct web *web, CURLcode code)
{
	long status = 0;
	struct outcome outcome;

	curl_easy_getinfo(web->curl, CURLINFO_RESPONSE_CODE, &status);
	/* An answer that is too long is an answer. */
	if (code != CURLE_OK && !(code == CURLE_WRITE_ERROR && status != 0))
		return network_trouble(web, code);
	if (status >= 200 && status < 300)
		return outcome_make(OUTCOME_SENT, "");
	if (status == HTTP_GONE) /* Standard Webhooks: disable it */
		return outcome_number(OUTCOME_CLOSED, "http", status);
	outcome = outcome_number(is_about_letter(status) ? OUTCOME_LETTER :
							   OUTCOME_ALL,
	    "http", status);
	outcome.pause = wanted_pause(web, status);
	return outcome;
}

static struct outcome
post(struct web *web, const struct web_target *target, const char *body,
    struct curl_slist *headers)
{
	CURL *curl = web->curl;
	CURLcode code;

	prepare(web, !target->private);
	curl_easy_setopt(curl, CURLOPT_URL, target->url);
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR,
	    target->private ? "http,https" : "https");
	curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(curl, CURLOPT_USERAGENT,
	    "gazette-courier/" PACKAGE_VERSION);
	curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
	curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body);
	code = curl_easy_perform(curl);
	return answered(web, code);
}

static struct curl_slist *
add_header(struct curl_slist *headers, const char *name, const char *value)
{
	char *line;
	struct curl_slist *longer;

	line = xasprintf("%s: %s", name, value);
	if ((longer = curl_slist_append(headers, line)) == NULL)
		xalloc_die();
	free(line);
	return longer;
}

struct outcome
web_hook(struct web *web, const struct web_target *target,
    const struct secret_key *key, const char *id, const char *body)
{
	char now[32], signature[SECRET_SIGNATURE];
	int64_t timestamp;
	struct curl_slist *headers = NULL;
	struct outcome outcome;

	timestamp = (int64_t)time(NULL);
	snprintf(now, sizeof(now), "%" PRId64, timestamp);
	secret_sign(key, id, timestamp, body, signature);
	headers = add_header(headers, "Content-Type", "application/json");
	headers = add_header(headers, "webhook-id", id);
	headers = add_header(headers, "webhook-timestamp", now);
	headers = add_header(headers, "webhook-signature", signature);
	outcome = post(web, target, body, headers);
	curl_slist_free_all(headers);
	return outcome;
}

/* WebSub leaves the words to hubs; these are what they understand: those of
 * PubSubHubbub 0.4, 7.1, and the topic by its newer name. */
struct outcome
web_ping(struct web *web, const struct web_target *target, const char *topic)
{
	char *body, *escaped;
	struct outcome outcome;

	escaped = curl_easy_escape(web->curl, topic, 0);
	if (escaped == NULL)
		xalloc_die();
	body = xasprintf("hub.mode=publish&hub.url=%s&hub.topic=%s", escaped,
	    escaped);
	outcome = post(web, target, body, NULL);
	free(body);
	curl_free(escaped);
	return outcome;
}

/* RFC 5321, 4.2.1: 4yz may pass, 5yz will not; 421 and what is about us
 * rather than the letter (RFC 4954, 6) is everybody's trouble. */
static struct outcome
mail_answered(struct web *web, CURLcode code)
{
	long status = 0;

	curl_easy_getinfo(web->curl, CURLINFO_RESPONSE_CODE, &status);
	if (code == CURLE_OK)
		return outcome_make(OUTCOME_SENT, "");
	if ((code != CURLE_SEND_ERROR && code != CURLE_WEIRD_SERVER_REPLY &&
		code != CURLE_RECV_ERROR) ||
	    status < 400 || status > 599)
		return network_trouble(web, code);
	log_debug("mail refused: %s", web->trouble);
	if (status == 421 || status == 530 || status == 534 || status == 535 ||
	    status == 538)
		return outcome_number(OUTCOME_ALL, "smtp", status);
	return outcome_number(status >= 500 ? OUTCOME_NEVER : OUTCOME_LETTER,
	    "smtp", status);
}

static void
set_login(struct web *web, const char *login)
{
	char *user;
	const char *colon;

	colon = strchr(login, ':');
	if (login[0] == '\0' || colon == NULL)
		return;
	user = xstrndup(login, (size_t)(colon - login));
	curl_easy_setopt(web->curl, CURLOPT_USERNAME, user);
	curl_easy_setopt(web->curl, CURLOPT_PASSWORD, colon + 1);
	free(user);
}

struct outcome
web_mail(struct web *web, const char *login, const char *to,
    const char *message)
{
	CURL *curl = web->curl;
	CURLcode code;
	struct curl_slist *recipients;

	prepare(web, 0); /* the server is ours, wherever it stands */
	web->message = message;
	web->left = strlen(message);
	recipients = curl_slist_append(NULL, to);
	if (recipients == NULL)
		xalloc_die();
	curl_easy_setopt(curl, CURLOPT_URL, web->settings->smtp);
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
	if (web->settings->starttls)
		curl_easy_setopt(curl, CURLOPT_USE_SSL, (long)CURLUSESSL_ALL);
	set_login(web, login);
	curl_easy_setopt(curl, CURLOPT_MAIL_FROM, web->settings->from);
	curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients);
	curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
	curl_easy_setopt(curl, CURLOPT_READFUNCTION, on_message);
	curl_easy_setopt(curl, CURLOPT_READDATA, web);
	curl_easy_setopt(curl, CURLOPT_INFILESIZE_LARGE, (curl_off_t)web->left);
	code = curl_easy_perform(curl);
	curl_slist_free_all(recipients);
	return mail_answered(web, code);
}
