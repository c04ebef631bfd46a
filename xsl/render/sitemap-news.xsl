<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: GPL-2.0-or-later -->
<!-- The releases of the last two days, as search engines for news want them. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:p="urn:gazette:pages:1"
    xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
    xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
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
    <news:news>
      <news:publication>
        <news:name><xsl:value-of select="../@site"/></news:name>
        <news:language><xsl:value-of select="@lang"/></news:language>
      </news:publication>
      <news:publication_date>
        <xsl:value-of select="@published"/>
      </news:publication_date>
      <news:title><xsl:value-of select="p:title"/></news:title>
    </news:news>
  </url>
</xsl:template>

</xsl:stylesheet>
