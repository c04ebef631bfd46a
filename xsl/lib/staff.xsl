<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: GPL-2.0-or-later -->
<!--
  What the pages in a drop folder have in common.  They are opened from a file
  share, so nothing is fetched: the style is inside (slot "style":
  staff.css).  All sentences come filled in (doc/pages.md, "Staff pages");
  here they only get their places.  The first speech is the page, each other
  language is one click away.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:p="urn:gazette:pages:1" xmlns:r="urn:gazette:render:1"
    xmlns="http://www.w3.org/1999/xhtml" exclude-result-prefixes="p r">

<xsl:template match="p:page">
  <html lang="{@lang}">
    <head>
      <meta charset="utf-8"/>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <meta name="generator" content="{@generator}"/>
      <meta name="robots" content="noindex"/>
      <xsl:apply-templates select="@about"/>
      <title><xsl:value-of select="p:speech[1]/p:title"/></title>
      <r:slot name="style"/>
    </head>
    <body class="staff {@kind}">
      <main>
        <xsl:apply-templates select="p:speech[1]"/>
        <xsl:apply-templates select="p:speech[position() &gt; 1]" mode="other"/>
      </main>
    </body>
  </html>
</xsl:template>

<!-- By this a receipt that is moved to the folder of withdrawals is known. -->
<xsl:template match="@about">
  <meta name="gazette-release" content="{.}"/>
</xsl:template>

<xsl:template match="p:speech" mode="other">
  <details lang="{@lang}">
    <summary><xsl:value-of select="@summary"/></summary>
    <xsl:apply-templates select=".">
      <xsl:with-param name="level" select="2"/>
    </xsl:apply-templates>
  </details>
</xsl:template>

<!-- level: of the speech's own title; its parts are one below. -->
<xsl:template match="p:speech">
  <xsl:param name="level" select="1"/>
  <div class="speech {@tone}">
    <xsl:apply-templates select="p:state"/>
    <xsl:apply-templates select="p:title">
      <xsl:with-param name="level" select="$level"/>
    </xsl:apply-templates>
    <xsl:apply-templates select="*[not(self::p:title or self::p:state or self::p:foot)]">
      <xsl:with-param name="level" select="$level + 1"/>
    </xsl:apply-templates>
    <xsl:apply-templates select="p:foot"/>
  </div>
</xsl:template>

<xsl:template match="p:title">
  <xsl:param name="level"/>
  <xsl:element name="h{$level}"><xsl:value-of select="."/></xsl:element>
</xsl:template>

<xsl:template match="p:state">
  <p class="state"><strong><xsl:value-of select="."/></strong></p>
</xsl:template>

<xsl:template match="p:p | p:live/p:p">
  <p><xsl:value-of select="."/></p>
</xsl:template>

<!-- A page beside this one. -->
<xsl:template match="p:see">
  <p class="see"><a href="{@href}"><xsl:value-of select="p:p"/></a></p>
</xsl:template>

<xsl:template match="p:note">
  <p class="note"><xsl:value-of select="."/></p>
</xsl:template>

<xsl:template match="p:foot">
  <p class="foot"><xsl:value-of select="."/></p>
</xsl:template>

<!-- One part of the page: its heading, then what kind of list it is. -->
<xsl:template match="p:findings | p:steps | p:live | p:files | p:facts
    | p:lines">
  <xsl:param name="level"/>
  <div class="part {local-name()}">
    <xsl:element name="h{$level}"><xsl:value-of select="@title"/></xsl:element>
    <xsl:apply-templates select="." mode="list"/>
  </div>
</xsl:template>

<xsl:template match="p:findings" mode="list">
  <xsl:apply-templates/>
</xsl:template>

<xsl:template match="p:finding">
  <div class="finding {@severity}">
    <xsl:apply-templates/>
  </div>
</xsl:template>

<xsl:template match="p:finding/@times">
  <xsl:value-of select="concat(' (', ., ')')"/>
</xsl:template>

<xsl:template match="p:what">
  <p class="what">
    <xsl:value-of select="."/>
    <xsl:apply-templates select="../@times"/>
  </p>
</xsl:template>

<!-- The document's own words may be in any language and any direction. -->
<xsl:template match="p:quote">
  <blockquote>
    <xsl:apply-templates select="/p:page/@lang[. != current()/../../../@lang]" mode="quoted"/>
    <p><bdi><xsl:value-of select="."/></bdi></p>
  </blockquote>
</xsl:template>

<!-- The page is in the language of its document, a speech may be in another. -->
<xsl:template match="@lang" mode="quoted">
  <xsl:attribute name="lang"><xsl:value-of select="."/></xsl:attribute>
</xsl:template>

<xsl:template match="p:do">
  <p class="do"><xsl:value-of select="."/></p>
</xsl:template>

<!-- What may be done is a choice; one choice is none, and no list. -->
<xsl:template match="p:steps" mode="list">
  <ul>
    <xsl:apply-templates/>
  </ul>
</xsl:template>

<xsl:template match="p:steps[count(p:step) = 1]" mode="list">
  <xsl:apply-templates mode="alone"/>
</xsl:template>

<xsl:template match="p:step">
  <li><xsl:value-of select="."/></li>
</xsl:template>

<xsl:template match="p:step" mode="alone">
  <p><xsl:value-of select="."/></p>
</xsl:template>

<xsl:template match="p:live" mode="list">
  <xsl:apply-templates select="p:p"/>
  <xsl:apply-templates select="p:address[1]" mode="first"/>
</xsl:template>

<xsl:template match="p:address" mode="first">
  <ul>
    <xsl:apply-templates select="../p:address"/>
  </ul>
</xsl:template>

<xsl:template match="p:address">
  <li>
    <xsl:value-of select="concat(@label, ': ')"/>
    <a href="{@href}" hreflang="{@lang}">
      <xsl:apply-templates select="." mode="words"/>
    </a>
    <xsl:apply-templates select="@href[string(../text()) != '']"/>
  </li>
</xsl:template>

<xsl:template match="p:address" mode="words">
  <span lang="{@lang}"><xsl:value-of select="."/></span>
</xsl:template>

<xsl:template match="p:address[not(text())]" mode="words">
  <xsl:value-of select="@href"/>
</xsl:template>

<xsl:template match="p:address/@href">
  <br/>
  <span class="url"><xsl:value-of select="."/></span>
</xsl:template>

<!-- Files to be downloaded with the release, each with its kind and size. -->
<xsl:template match="p:files" mode="list">
  <ul>
    <xsl:apply-templates/>
  </ul>
</xsl:template>

<xsl:template match="p:file">
  <li>
    <a href="{@href}"><bdi><xsl:value-of select="."/></bdi></a>
    <xsl:value-of select="concat(' (', @is, ')')"/>
    <xsl:apply-templates select="@href" mode="address"/>
  </li>
</xsl:template>

<xsl:template match="@href" mode="address">
  <br/>
  <span class="url"><xsl:value-of select="."/></span>
</xsl:template>

<xsl:template match="p:facts" mode="list">
  <dl>
    <xsl:apply-templates/>
  </dl>
</xsl:template>

<xsl:template match="p:fact">
  <div>
    <dt><xsl:value-of select="@label"/></dt>
    <dd>
      <bdi><xsl:value-of select="."/></bdi>
      <xsl:apply-templates select="@why"/>
    </dd>
  </div>
</xsl:template>

<xsl:template match="p:fact/@why">
  <span class="why"><xsl:value-of select="concat(' – ', .)"/></span>
</xsl:template>

</xsl:stylesheet>
