/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Public addresses.  See address.h for the contract. */
#include "config.h"

#include <netinet/in.h>
#include <stdint.h>
#include <string.h>

#include "courier/address.h"

/* Of IPv4: what is not global in the registry of special addresses, and what
 * is multicast or reserved. */
static const struct {
	uint32_t net;
	int bits;
} own4[] = {
	{ 0x00000000, 8 },  /* this network */
	{ 0x0a000000, 8 },  /* private */
	{ 0x64400000, 10 }, /* shared, RFC 6598 */
	{ 0x7f000000, 8 },  /* loopback */
	{ 0xa9fe0000, 16 }, /* link-local; the clouds' metadata */
	{ 0xac100000, 12 }, /* private */
	{ 0xc0000000, 24 }, /* protocol assignments */
	{ 0xc0000200, 24 }, /* documentation, RFC 5737 */
	{ 0xc0586300, 24 }, /* 6to4 relays, RFC 7526 */
	{ 0xc0a80000, 16 }, /* private */
	{ 0xc6120000, 15 }, /* benchmarks, RFC 2544 */
	{ 0xc6336400, 24 }, /* documentation */
	{ 0xcb007100, 24 }, /* documentation */
	{ 0xe0000000, 4 },  /* multicast */
	{ 0xf0000000, 4 },  /* reserved, broadcast */
};

static int
is_public4(uint32_t address)
{
	size_t i;

	for (i = 0; i < sizeof(own4) / sizeof(own4[0]); i++)
		if (((address ^ own4[i].net) >> (32 - own4[i].bits)) == 0)
			return 0;
	return 1;
}

static uint32_t
read4(const uint8_t *b)
{
	return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 |
	    (uint32_t)b[2] << 8 | b[3];
}

static int
is_public6(const uint8_t *b)
{
	static const uint8_t mapped[12] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff,
		0xff };
	static const uint8_t nat64[12] = { 0, 0x64, 0xff, 0x9b };

	if (memcmp(b, mapped, sizeof(mapped)) == 0 ||
	    memcmp(b, nat64, sizeof(nat64)) == 0) /* RFC 6052 */
		return is_public4(read4(b + 12));
	if ((b[0] & 0xe0) != 0x20) /* only 2000::/3 is global unicast */
		return 0;
	if (b[0] == 0x20 && b[1] == 0x02) /* 6to4, RFC 3056 */
		return is_public4(read4(b + 2));
	if (b[0] == 0x20 && b[1] == 0x01 && b[2] < 0x02)
		return 0; /* 2001::/23: Teredo, ORCHID and the like */
	if (b[0] == 0x20 && b[1] == 0x01 && b[2] == 0x0d && b[3] == 0xb8)
		return 0; /* documentation, RFC 3849 */
	/* 3fff::/20: documentation, RFC 9637 */
	return !(b[0] == 0x3f && b[1] == 0xff && (b[2] & 0xf0) == 0);
}

int
address_is_public(const struct sockaddr *address)
{
	struct sockaddr_in in4;
	struct sockaddr_in6 in6;

	if (address->sa_family == AF_INET) {
		memcpy(&in4, address, sizeof(in4));
		return is_public4(ntohl(in4.sin_addr.s_addr));
	}
	if (address->sa_family == AF_INET6) {
		memcpy(&in6, address, sizeof(in6));
		return is_public6(in6.sin6_addr.s6_addr);
	}
	return 0;
}
