<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: GPL-2.0-or-later -->
<!--
  What a reader must know before the first word: that a release does not hold
  any more, that it was changed, or that this is an older version of it.  A
  paragraph for each, in this order.  An edition that knows no such elements
  takes the words alone.
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns="http://www.w3.org/1999/xhtml"
    xmlns:g="urn:gazette:release:1"
    exclude-result-prefixes="g">

  <!-- The day of the latest version in words. -->
  <xsl:param name="updated"/>
  <!-- The day of its end, or of its replacement, in words. -->
  <xsl:param name="ended"/>

  <!-- banners: what there is to say. -->
  <xsl:template match="g:publication" mode="banners">
    <xsl:apply-templates select="@withdrawn | @expired" mode="end"/>
    <xsl:apply-templates select="self::g:publication[@version &gt; 1]"
        mode="banner"/>
  </xsl:template>

  <xsl:template match="g:publication[@replaced]" mode="banners">
    <p class="ended">
      <strong>
        <xsl:apply-templates select="@version" mode="old"/>
      </strong>
      <xsl:text> </xsl:text>
      <a href="{@base}{@current}"><xsl:value-of select="@title"/></a>
      <xsl:call-template name="word">
        <xsl:with-param name="key">article-replaced</xsl:with-param>
      </xsl:call-template>
      <xsl:text> </xsl:text>
      <time datetime="{@replaced}"><xsl:value-of select="$ended"/></time>
    </p>
  </xsl:template>

  <!-- old: "This is version 1 of". -->
  <xsl:template match="@version" mode="old">
    <xsl:variable name="text">
      <xsl:call-template name="word">
        <xsl:with-param name="key">article-old</xsl:with-param>
      </xsl:call-template>
    </xsl:variable>
    <xsl:value-of select="concat(substring-before($text, '{count}'), .,
        substring-after($text, '{count}'))"/>
  </xsl:template>

  <!-- end: the page does not hold any more, and since when. -->
  <xsl:template match="@withdrawn | @expired" mode="end">
    <p class="ended">
      <strong>
        <xsl:call-template name="word">
          <xsl:with-param name="key">
            <xsl:value-of select="concat('article-', local-name())"/>
          </xsl:with-param>
        </xsl:call-template>
      </strong>
      <xsl:text> </xsl:text>
      <time datetime="{.}"><xsl:value-of select="$ended"/></time>
      <xsl:if test="local-name() = 'withdrawn' and ../@reason">
        <xsl:value-of select="concat(': ', ../@reason)"/>
      </xsl:if>
    </p>
  </xsl:template>

  <!-- banner: readers of an earlier version learn when it was changed, and
       how much.  A slip of the pen, mended, leaves the date as it was. -->
  <xsl:template match="g:publication" mode="banner"/>

  <xsl:template match="g:publication[@updated != @published]" mode="banner">
    <p class="version">
      <strong>
        <xsl:call-template name="word">
          <xsl:with-param name="key">
            <xsl:text>article-updated</xsl:text>
          </xsl:with-param>
        </xsl:call-template>
      </strong>
      <xsl:apply-templates select="." mode="change"/>
    </p>
  </xsl:template>

  <xsl:template match="g:publication[@updated != @published
      and @change = 'correction']" mode="banner">
    <p class="version">
      <strong>
        <xsl:call-template name="word">
          <xsl:with-param name="key">article-corrected</xsl:with-param>
        </xsl:call-template>
      </strong>
      <xsl:apply-templates select="." mode="change"/>
    </p>
  </xsl:template>

  <!-- change: when, and what: in a person's words, else counted. -->
  <xsl:template match="g:publication" mode="change">
    <xsl:text> </xsl:text>
    <time datetime="{@updated}"><xsl:value-of select="$updated"/></time>
    <xsl:if test="normalize-space(@note)">
      <xsl:value-of select="concat(': ', @note)"/>
    </xsl:if>
    <xsl:if test="not(normalize-space(@note))">
      <xsl:apply-templates select="@changed[. &gt; 0] | @added[. &gt; 0]
          | @removed[. &gt; 0]" mode="change"/>
    </xsl:if>
  </xsl:template>

  <xsl:template match="@*" mode="change">
    <xsl:text> · </xsl:text>
    <xsl:call-template name="word">
      <xsl:with-param name="key">
        <xsl:value-of select="concat('article-lines-', local-name())"/>
      </xsl:with-param>
    </xsl:call-template>
    <xsl:value-of select="concat(' ', .)"/>
  </xsl:template>

</xsl:stylesheet>
