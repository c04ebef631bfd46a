<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: GPL-2.0-or-later -->
<!-- The topics of a language, for search engines.  They change too often for a
     date to tell anything. -->
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
  </url>
</xsl:template>

</xsl:stylesheet>
