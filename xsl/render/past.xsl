<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: GPL-2.0-or-later -->
<!--
  Entries that a feed shows no more, month by month: archived feeds of RFC
  5005, 4.  They change only when one of their releases does.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:p="urn:gazette:pages:1" xmlns="http://www.w3.org/2005/Atom"
    xmlns:fh="http://purl.org/syndication/history/1.0"
    exclude-result-prefixes="p">

<xsl:import href="atom.xsl"/>

<xsl:template match="p:page" mode="kind">
  <fh:archive/>
  <link rel="current" type="application/atom+xml" href="{@current}"/>
</xsl:template>

</xsl:stylesheet>
