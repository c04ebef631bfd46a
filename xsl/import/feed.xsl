<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: GPL-2.0-or-later -->
<!--
  An entry of a feed as a release: Atom (RFC 4287), RSS 2.0 and 1.0 with their
  modules, by local names, since namespaces are what feeds agree on least.  A
  feed of several entries is taken apart before (src/read/items.h).  What
  was deleted (RFC 6721) or is a draft (RFC 5023) says so by its status.
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns="urn:gazette:release:1">

  <xsl:include href="../lib/wire.xsl"/>

  <xsl:template match="/">
    <xsl:variable name="entries" select="*[local-name() = 'entry']
        | */*[local-name() = 'entry' or local-name() = 'item'
        or local-name() = 'deleted-entry']
        | */*[local-name() = 'channel']/*[local-name() = 'item']"/>
    <release>
      <xsl:apply-templates select="$entries[1]" mode="root"/>
      <head>
        <xsl:apply-templates select="$entries[1]" mode="head"/>
        <source format="feed"/>
      </head>
      <body xmlns="http://www.w3.org/1999/xhtml">
        <xsl:apply-templates select="$entries[1]" mode="text"/>
      </body>
      <report>
        <xsl:apply-templates select="$entries[1]/*[local-name() = 'enclosure']/@url
            | $entries[1]/*[local-name() = 'link'][@rel = 'enclosure']/@href" mode="report"/>
      </report>
    </release>
  </xsl:template>

  <xsl:template match="*" mode="root">
    <xsl:variable name="lang" select="(@xml:lang | ../@xml:lang
        | ../*[local-name() = 'language'] | *[local-name() = 'language'])[normalize-space()]"/>
    <xsl:variable name="id" select="(*[local-name() = 'id' or local-name() = 'guid'] | @ref[local-name(..) = 'deleted-entry']
        | @*[local-name() = 'about'])[normalize-space()][1]"/>
    <xsl:if test="$lang">
      <xsl:attribute name="xml:lang">
        <xsl:value-of select="normalize-space($lang[last()])"/>
      </xsl:attribute>
    </xsl:if>
    <xsl:if test="$id">
      <xsl:attribute name="id"><xsl:value-of select="normalize-space($id)"/></xsl:attribute>
    </xsl:if>
  </xsl:template>

  <xsl:template match="*" mode="head">
    <xsl:variable name="full" select="*[local-name() = 'content' or local-name() = 'encoded'
        or local-name() = 'fullitem' or local-name() = 'body'][normalize-space()]"/>
    <xsl:apply-templates select="(*[local-name() = 'title'] | @ref[local-name(..)
        = 'deleted-entry'])[1]" mode="said">
      <xsl:with-param name="name" select="'title'"/>
    </xsl:apply-templates>
    <xsl:if test="$full">
      <xsl:apply-templates select="(*[local-name() = 'summary'
          or local-name() = 'description'])[normalize-space()][1]" mode="lead"/>
    </xsl:if>
    <xsl:apply-templates select="(*[local-name() = 'published' or local-name() = 'pubDate'
        or local-name() = 'date' or local-name() = 'issued'])[normalize-space()][1]" mode="date"/>
    <xsl:apply-templates select="*[local-name() = 'category'][not(@term)]
        | *[local-name() = 'category']/@term | *[local-name() = 'subject']" mode="said">
      <xsl:with-param name="name" select="'subject'"/>
    </xsl:apply-templates>
    <xsl:apply-templates select="self::*[local-name() = 'deleted-entry']
        | *[local-name() = 'control']/*[local-name() = 'draft'][normalize-space() = 'yes']"
        mode="status"/>
  </xsl:template>

  <xsl:template match="*" mode="status">
    <status>
      <xsl:if test="local-name() = 'draft'">withheld</xsl:if>
      <xsl:if test="local-name() != 'draft'">canceled</xsl:if>
    </status>
  </xsl:template>

  <!-- date: as it stands, or that of RFC 822 ("Sun, 03 May 2026 09:00:00 GMT")
       as one of RFC 3339; zones with names of America stay unclear. -->
  <xsl:template match="*" mode="date">
    <xsl:variable name="all" select="concat(normalize-space(), ' ')"/>
    <xsl:variable name="day" select="concat(substring-after($all, ', '),
        substring($all, 1, 1000 * not(contains($all, ', '))))"/>
    <xsl:variable name="month" select="substring-before(substring-after($day, ' '), ' ')"/>
    <xsl:variable name="year" select="substring-after(substring-after($day, ' '), ' ')"/>
    <xsl:variable name="time" select="substring-after($year, ' ')"/>
    <xsl:variable name="zone" select="normalize-space(substring-after($time, ' '))"/>
    <xsl:variable name="number" select="1 + string-length(substring-before(
        'JanFebMarAprMayJunJulAugSepOctNovDec', substring($month, 1, 3))) div 3"/>
    <issued why="meta">
      <xsl:choose>
        <xsl:when test="number(substring-before($day, ' ')) &gt; 0 and string-length($month) &gt; 2
            and number(substring-before($year, ' ')) &gt; 1000 and contains($time, ':')
            and (contains(' GMT UT Z ', concat(' ', $zone, ' '))
            or string-length($zone) = 5)">
          <xsl:value-of select="concat(substring-before($year, ' '), '-',
              format-number($number, '00'), '-',
              format-number(substring-before($day, ' '), '00'), 'T',
              substring-before($time, ' '))"/>
          <xsl:if test="string-length($zone) != 5">Z</xsl:if>
          <xsl:if test="string-length($zone) = 5">
            <xsl:value-of select="concat(substring($zone, 1, 3), ':', substring($zone, 4))"/>
          </xsl:if>
        </xsl:when>
        <xsl:otherwise>
          <xsl:value-of select="normalize-space()"/>
        </xsl:otherwise>
      </xsl:choose>
    </issued>
  </xsl:template>

  <!-- text: the whole content, else the summary. -->
  <xsl:template match="*" mode="text">
    <xsl:variable name="full" select="*[local-name() = 'content' or local-name() = 'encoded'
        or local-name() = 'fullitem' or local-name() = 'body'][normalize-space()]"/>
    <xsl:variable name="short" select="*[local-name() = 'summary'
        or local-name() = 'description'][normalize-space()]"/>
    <xsl:variable name="one" select="($full[last()] | $short[not($full)][1])[1]"/>
    <xsl:if test="$one/*">
      <xsl:apply-templates select="$one/node()" mode="body"/>
    </xsl:if>
    <xsl:if test="$one and not($one/*)">
      <p xmlns="http://www.w3.org/1999/xhtml"><xsl:value-of select="$one"/></p>
    </xsl:if>
  </xsl:template>

  <xsl:template match="@*" mode="report">
    <message code="media-remote" severity="info" quote="{.}"/>
  </xsl:template>

</xsl:stylesheet>
