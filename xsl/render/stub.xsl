<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: GPL-2.0-or-later -->
<!-- The stub of a work: its address for ever, whatever its languages are
     called.  It leads on and is not itself to be found. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:p="urn:gazette:pages:1" xmlns="http://www.w3.org/1999/xhtml"
    exclude-result-prefixes="p">

<xsl:import href="../lib/site.xsl"/>

<xsl:template match="p:page" mode="title">
  <xsl:call-template name="word">
    <xsl:with-param name="key">page-stub-title</xsl:with-param>
  </xsl:call-template>
</xsl:template>

<xsl:template match="p:page" mode="robots">
  <meta name="robots" content="noindex, follow"/>
  <xsl:apply-templates select="p:entry/@url" mode="head"/>
</xsl:template>

<xsl:template match="p:entry/@url" mode="head">
  <link rel="alternate" hreflang="{../@lang}" href="{.}"/>
</xsl:template>

<xsl:template match="p:page" mode="main">
  <h1 lang="{p:entry[1]/@lang}">
    <xsl:value-of select="p:entry[1]/p:title"/>
  </h1>
  <p>
    <xsl:call-template name="word">
      <xsl:with-param name="key">page-stub</xsl:with-param>
    </xsl:call-template>
  </p>
  <ul class="choice">
    <xsl:apply-templates select="p:entry"/>
  </ul>
</xsl:template>

<xsl:template match="p:entry">
  <li lang="{@lang}">
    <a href="{@href}" hreflang="{@lang}" rel="alternate">
      <xsl:value-of select="p:title"/>
    </a>
    <xsl:text> – </xsl:text>
    <xsl:apply-templates select="." mode="name"/>
  </li>
</xsl:template>

</xsl:stylesheet>
