/* SPDX-License-Identifier: GPL-2.0-or-later */
/* SHA-256 by nettle.  See hash.h for the contract. */
#include "config.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <nettle/base16.h>
#include <nettle/sha2.h>

#include "base/hash.h"
#include "base/xalloc.h"

enum {
	CHUNK = 65536
};

struct hash {
	struct sha256_ctx ctx;
};

struct hash *
hash_new(void)
{
	struct hash *hash;

	hash = xcalloc(1, sizeof(*hash));
	sha256_init(&hash->ctx);
	return hash;
}

void
hash_add(struct hash *hash, const void *data, size_t len)
{
	sha256_update(&hash->ctx, len, data);
}

void
hash_hex(struct hash *hash, char ret_hex[HASH_HEX_SIZE])
{
	uint8_t digest[SHA256_DIGEST_SIZE];

	sha256_digest(&hash->ctx, sizeof(digest), digest);
	base16_encode_update(ret_hex, sizeof(digest), digest);
	ret_hex[HASH_HEX_SIZE - 1] = '\0';
}

void
hash_free(struct hash *hash)
{
	free(hash);
}

void
hash_of(const void *data, size_t len, char ret_hex[HASH_HEX_SIZE])
{
	struct hash hash;

	sha256_init(&hash.ctx);
	hash_add(&hash, data, len);
	hash_hex(&hash, ret_hex);
}

int
hash_fd(int fd, char ret_hex[HASH_HEX_SIZE])
{
	char *chunk;
	ssize_t n;
	struct hash *hash;

	chunk = xmalloc(CHUNK);
	hash = hash_new();
	while ((n = read(fd, chunk, CHUNK)) != 0) {
		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1)
			break;
		hash_add(hash, chunk, (size_t)n);
	}
	hash_hex(hash, ret_hex);
	hash_free(hash);
	free(chunk);
	return n == 0 ? 0 : -1;
}

int
hash_is_hex(const char *s)
{
	return strlen(s) == HASH_HEX_SIZE - 1 &&
	    strspn(s, "0123456789abcdef") == HASH_HEX_SIZE - 1;
}
