<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: GPL-2.0-or-later -->
<!-- The releases of a month, or of a part of it, for search engines. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:p="urn:gazette:pages:1"
    xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
    exclude-result-prefixes="p">

<xsl:output method="xml" encoding="UTF-8"/>

<xsl:template match="p:page">
  <urlset>
    <xsl:apply-templates select="p:entry"/>
  </urlset>
</xsl:template>

<xsl:template match="p:entry">
  <url>
    <loc><xsl:value-of select="@url"/></loc>
    <lastmod><xsl:value-of select="@updated"/></lastmod>
  </url>
</xsl:template>

</xsl:stylesheet>
