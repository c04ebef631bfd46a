<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: GPL-2.0-or-later -->
<!--
  Words of the reader's language.  While a release is rendered its head ends
  with <language> elements of xsl/i18n: its own language first, then English,
  which says what the first one lacks.
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:g="urn:gazette:release:1"
    xmlns:i="urn:gazette:i18n:1"
    exclude-result-prefixes="g i">

  <xsl:variable name="words"
      select="/g:release/g:head/i:language/i:words/i:w"/>

  <!-- word: the label of that key. -->
  <xsl:template name="word">
    <xsl:param name="key"/>
    <xsl:value-of select="$words[@key = $key][1]"/>
  </xsl:template>

  <!-- What stands before the tags: the document's own words, else ours. -->
  <xsl:template match="g:head" mode="subject-title">
    <xsl:call-template name="word">
      <xsl:with-param name="key">article-subjects</xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="g:head[g:subject-title]" mode="subject-title">
    <xsl:value-of select="g:subject-title"/>
    <xsl:if test="not(contains(g:subject-title, ':'))">:</xsl:if>
  </xsl:template>
  <!-- size: of a file, as people say it; the comma is the language's. -->
  <xsl:template match="@size" mode="size">
    <xsl:variable name="comma">
      <xsl:call-template name="word">
        <xsl:with-param name="key">article-comma</xsl:with-param>
      </xsl:call-template>
    </xsl:variable>
    <xsl:if test=". &lt; 1000000">
      <xsl:value-of select="concat(ceiling(. div 1000), '&#160;kB')"/>
    </xsl:if>
    <xsl:if test=". &gt;= 1000000">
      <xsl:value-of select="concat(translate(format-number(. div 1000000,
          '0.0'), '.', $comma), '&#160;MB')"/>
    </xsl:if>
  </xsl:template>

</xsl:stylesheet>
