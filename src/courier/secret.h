/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Secrets: where they lie, and what is signed with them.
 *
 * The settings name an absolute path, or a credential that systemd gives us
 * ($CREDENTIALS_DIRECTORY).  No message of this file repeats what was read.
 */
#ifndef COURIER_SECRET_H
#define COURIER_SECRET_H

#include <stddef.h>
#include <stdint.h>

#include "base/why.h"

enum {
	SECRET_LINE = 512,   /* of a file, with its NUL */
	SECRET_KEY_MIN = 24, /* bytes of a webhook's, Standard Webhooks */
	SECRET_KEY_MAX = 64,
	SECRET_SIGNATURE = 48, /* "v1," and 32 bytes in base64, and a NUL */
};

struct secret_key {
	uint8_t bytes[SECRET_KEY_MAX];
	size_t len;
};

/* The first line of the file or credential.  V_FATAL "settings" if there is
 * none to read. */
enum verdict secret_read(const char *where, char ret[SECRET_LINE],
    struct why *why);

/* The same as a webhook's key: "whsec_" and base64. */
enum verdict secret_read_key(const char *where, struct secret_key *ret,
    struct why *why);

/* The value of webhook-signature: "v1," and the HMAC-SHA256, in base64, of
 * "id.timestamp.body". */
void secret_sign(const struct secret_key *key, const char *id,
    int64_t timestamp, const char *body, char ret[SECRET_SIGNATURE]);

#endif /* COURIER_SECRET_H */
