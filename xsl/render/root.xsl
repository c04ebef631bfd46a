<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: GPL-2.0-or-later -->
<!-- The root of a site: the choice of a language, each in its own words. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:p="urn:gazette:pages:1" xmlns="http://www.w3.org/1999/xhtml"
    exclude-result-prefixes="p">

<xsl:import href="../lib/site.xsl"/>

<xsl:template match="p:page" mode="title">
  <xsl:call-template name="word">
    <xsl:with-param name="key">page-releases</xsl:with-param>
  </xsl:call-template>
</xsl:template>

<!-- Name and choice are the content: nothing stands above them. -->
<xsl:template match="p:page" mode="above"/>

<!-- Who has no front page in the own language is led here. -->
<xsl:template match="p:page/@url">
  <link rel="canonical" href="{.}"/>
  <link rel="alternate" hreflang="x-default" href="{.}"/>
</xsl:template>

<xsl:template match="p:page" mode="main">
  <h1><xsl:value-of select="@site"/></h1>
  <ul class="choice">
    <xsl:apply-templates select="p:alternate" mode="choice"/>
  </ul>
</xsl:template>

<xsl:template match="p:alternate" mode="choice">
  <li lang="{@lang}">
    <a href="{@href}" hreflang="{@lang}">
      <xsl:call-template name="word">
        <xsl:with-param name="key">page-releases</xsl:with-param>
        <xsl:with-param name="lang" select="string(@lang)"/>
      </xsl:call-template>
    </a>
    <xsl:text> – </xsl:text>
    <xsl:apply-templates select="." mode="name"/>
  </li>
</xsl:template>

</xsl:stylesheet>
