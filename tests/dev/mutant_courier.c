/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A courier that breaks one rule, which MUTANT names; each must be caught. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <curl/curl.h>

#include "base/buf.h"
#include "base/xalloc.h"
#include "courier/address.h"
#include "courier/message.h"
#include "courier/parcel.h"
#include "courier/secret.h"

int __real_address_is_public(const struct sockaddr *address);
int __wrap_address_is_public(const struct sockaddr *address);
void __real_secret_sign(const struct secret_key *key, const char *id,
    int64_t timestamp, const char *body, char ret[SECRET_SIGNATURE]);
void __wrap_secret_sign(const struct secret_key *key, const char *id,
    int64_t timestamp, const char *body, char ret[SECRET_SIGNATURE]);
CURLcode __real_curl_easy_perform(CURL *curl);
CURLcode __wrap_curl_easy_perform(CURL *curl);
int __real_parcel_next(int fd, const sigset_t *quiet, struct parcel *ret,
    struct why *why);
int __wrap_parcel_next(int fd, const sigset_t *quiet, struct parcel *ret,
    struct why *why);
int __real_message_write(const struct message *message, const char *eol,
    struct buf *out);
int __wrap_message_write(const struct message *message, const char *eol,
    struct buf *out);

static int
is(const char *name)
{
	const char *mutant;

	mutant = getenv("MUTANT");
	return mutant != NULL && strcmp(mutant, name) == 0;
}

int
__wrap_address_is_public(const struct sockaddr *address)
{
	return is("address") || __real_address_is_public(address);
}

/* The body is left out of what is signed. */
void
__wrap_secret_sign(const struct secret_key *key, const char *id,
    int64_t timestamp, const char *body, char ret[SECRET_SIGNATURE])
{
	__real_secret_sign(key, id, timestamp, is("sign") ? "" : body, ret);
}

CURLcode
__wrap_curl_easy_perform(CURL *curl)
{
	if (is("redirect"))
		curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 1L);
	return __real_curl_easy_perform(curl);
}

/* Says that a letter was sent before it is. */
int
__wrap_parcel_next(int fd, const sigset_t *quiet, struct parcel *ret,
    struct why *why)
{
	char remark[160];
	int result;

	result = __real_parcel_next(fd, quiet, ret, why);
	if (result != 1 || !is("early"))
		return result;
	snprintf(remark, sizeof(remark), "sent %s", ret->uid);
	(void)parcel_say(fd, remark);
	return result;
}

/* A new name for each attempt. */
int
__wrap_message_write(const struct message *message, const char *eol,
    struct buf *out)
{
	char *id;
	int result;
	static int count;
	struct message other = *message;

	if (!is("name"))
		return __real_message_write(message, eol, out);
	id = xasprintf("%d.%s", count++, message->id);
	other.id = id;
	result = __real_message_write(&other, eol, out);
	free(id);
	return result;
}
