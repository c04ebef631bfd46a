<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: GPL-2.0-or-later -->
<!-- What a server shows under an address that is gone for good: the same in
     each language of the site. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:p="urn:gazette:pages:1" xmlns="http://www.w3.org/1999/xhtml"
    exclude-result-prefixes="p">

<xsl:import href="../lib/site.xsl"/>

<xsl:template match="p:page" mode="title">
  <xsl:call-template name="word">
    <xsl:with-param name="key">page-gone</xsl:with-param>
  </xsl:call-template>
</xsl:template>

<xsl:template match="p:page" mode="robots">
  <meta name="robots" content="noindex"/>
</xsl:template>

<!-- It is shown under many addresses and is none of them. -->
<xsl:template match="p:page/@url"/>
<xsl:template match="p:page" mode="above"/>

<xsl:template match="p:page" mode="main">
  <h1><xsl:apply-templates select="." mode="title"/></h1>
  <xsl:apply-templates select="p:alternate" mode="choice"/>
</xsl:template>

<xsl:template match="p:alternate" mode="choice">
  <p lang="{@lang}">
    <xsl:call-template name="word">
      <xsl:with-param name="key">page-gone</xsl:with-param>
      <xsl:with-param name="lang" select="string(@lang)"/>
    </xsl:call-template>
    <xsl:text>. </xsl:text>
    <a href="{@href}" hreflang="{@lang}">
      <xsl:call-template name="word">
        <xsl:with-param name="key">page-home</xsl:with-param>
        <xsl:with-param name="lang" select="string(@lang)"/>
      </xsl:call-template>
    </a>
  </p>
</xsl:template>

<!-- Other languages of this page there are none. -->
<xsl:template match="p:alternate" mode="head"/>

</xsl:stylesheet>
