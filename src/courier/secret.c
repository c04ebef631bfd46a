/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Secrets.  See secret.h for the contract. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <nettle/base64.h>
#include <nettle/hmac.h>

#include "base/log.h"
#include "courier/secret.h"

#define PREFIX "whsec_"

static enum verdict
find(const char *where, char path[PATH_MAX], struct why *why)
{
	const char *folder;

	folder = getenv("CREDENTIALS_DIRECTORY");
	if (where[0] == '/')
		snprintf(path, PATH_MAX, "%s", where);
	else if (folder != NULL)
		snprintf(path, PATH_MAX, "%s/%s", folder, where);
	else
		return why_set(why, V_FATAL, "settings",
		    "there is no credential %s: systemd gave us none", where);
	return V_OK;
}

enum verdict
secret_read(const char *where, char ret[SECRET_LINE], struct why *why)
{
	char path[PATH_MAX];
	enum verdict v;
	int fd;
	ssize_t n;
	struct stat st;

	if ((v = find(where, path, why)) != V_OK)
		return v;
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (fd == -1)
		return why_set(why, V_FATAL, "settings", "secret %s: %s", where,
		    strerror(errno));
	n = read(fd, ret, SECRET_LINE - 1);
	if (fstat(fd, &st) == 0 && (st.st_mode & S_IROTH) != 0)
		log_warn("secret %s can be read by anybody", where);
	close(fd);
	ret[n > 0 ? n : 0] = '\0';
	ret[strcspn(ret, "\r\n")] = '\0';
	if (ret[0] == '\0' || strlen(ret) == SECRET_LINE - 1)
		return why_set(why, V_FATAL, "settings",
		    "secret %s: its first line is empty or too long", where);
	return V_OK;
}

static int
decode(const char *text, struct secret_key *ret)
{
	size_t len, size;
	struct base64_decode_ctx context;
	uint8_t bytes[BASE64_DECODE_LENGTH(SECRET_LINE)];

	len = strlen(text);
	size = sizeof(bytes);
	base64_decode_init(&context);
	if (!base64_decode_update(&context, &size, bytes, len, text) ||
	    !base64_decode_final(&context) || size < SECRET_KEY_MIN ||
	    size > SECRET_KEY_MAX)
		return -1;
	memcpy(ret->bytes, bytes, size);
	ret->len = size;
	return 0;
}

enum verdict
secret_read_key(const char *where, struct secret_key *ret, struct why *why)
{
	char line[SECRET_LINE];
	enum verdict v;
	int good;

	if ((v = secret_read(where, line, why)) != V_OK)
		return v;
	good = strncmp(line, PREFIX, strlen(PREFIX)) == 0 &&
	    decode(line + strlen(PREFIX), ret) == 0;
	explicit_bzero(line, sizeof(line));
	if (!good)
		return why_set(why, V_FATAL, "settings",
		    "secret %s: it must be " PREFIX " and %d to %d bytes in "
		    "base64",
		    where, (int)SECRET_KEY_MIN, (int)SECRET_KEY_MAX);
	return V_OK;
}

void
secret_sign(const struct secret_key *key, const char *id, int64_t timestamp,
    const char *body, char ret[SECRET_SIGNATURE])
{
	char time[32];
	struct hmac_sha256_ctx hmac;
	uint8_t digest[SHA256_DIGEST_SIZE];

	snprintf(time, sizeof(time), ".%" PRId64 ".", timestamp);
	hmac_sha256_set_key(&hmac, key->len, key->bytes);
	hmac_sha256_update(&hmac, strlen(id), (const uint8_t *)id);
	hmac_sha256_update(&hmac, strlen(time), (const uint8_t *)time);
	hmac_sha256_update(&hmac, strlen(body), (const uint8_t *)body);
	hmac_sha256_digest(&hmac, sizeof(digest), digest);
	memset(ret, 0, SECRET_SIGNATURE);
	memcpy(ret, "v1,", 3);
	base64_encode_raw(ret + 3, sizeof(digest), digest);
}
