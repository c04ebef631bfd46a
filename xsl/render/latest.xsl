<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: GPL-2.0-or-later -->
<!-- The latest releases of a language for the pages of other sites: a list
     alone, to be taken in by a server.  Addresses are whole where the site
     knows its own. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:p="urn:gazette:pages:1" xmlns="http://www.w3.org/1999/xhtml"
    exclude-result-prefixes="p">

<xsl:import href="../lib/site.xsl"/>

<xsl:template match="p:page">
  <ul class="gazette-latest" lang="{@lang}">
    <xsl:apply-templates select="p:entry"/>
  </ul>
</xsl:template>

<xsl:template match="p:entry">
  <li>
    <a href="{@href}"><xsl:value-of select="p:title"/></a>
    <xsl:text> </xsl:text>
    <xsl:apply-templates select="@day | @published[not(../@day)]"/>
  </li>
</xsl:template>

<xsl:template match="p:entry[@url]">
  <li>
    <a href="{@url}"><xsl:value-of select="p:title"/></a>
    <xsl:text> </xsl:text>
    <xsl:apply-templates select="@day | @published[not(../@day)]"/>
  </li>
</xsl:template>

<xsl:template match="@day | @published">
  <time datetime="{.}">
    <xsl:call-template name="day">
      <xsl:with-param name="of" select="."/>
    </xsl:call-template>
  </time>
</xsl:template>

</xsl:stylesheet>
