<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: GPL-2.0-or-later -->
<!--
  NewsML 1.0 to 1.2 (IPTC) as a release: the NewsItem that has a text, in its
  NewsComponents from the outside in; several are taken apart before
  (src/read/items.h).  With the namespace and without,
  so fields go by their local names.
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns="urn:gazette:release:1">

  <xsl:include href="../lib/wire.xsl"/>

  <!-- The last four characters of names of pictures. -->
  <xsl:variable name="images" select="' .jpg jpeg .png .gif webp .tif tiff '"/>

  <xsl:template match="/">
    <xsl:variable name="items" select="*/*[local-name() = 'NewsItem']"/>
    <xsl:variable name="texts" select="$items[.//*[local-name() = 'DataContent'
        ][normalize-space()]]"/>
    <xsl:variable name="one" select="($texts | $items[not($texts)])[1]"/>
    <release>
      <xsl:apply-templates select="$one" mode="root"/>
      <head>
        <xsl:apply-templates select="$one" mode="head"/>
        <source format="newsml-1"/>
      </head>
      <body xmlns="http://www.w3.org/1999/xhtml">
        <xsl:apply-templates select="$one/*[local-name() = 'NewsComponent']" mode="text"/>
        <xsl:apply-templates select="$one//*[local-name() = 'ContentItem'][@Href]"
            mode="file"/>
      </body>
      <report>
        <xsl:apply-templates select="$one//*[local-name() = 'ContentItem'][@Href]"
            mode="report"/>
      </report>
    </release>
  </xsl:template>

  <xsl:template match="*" mode="root">
    <xsl:variable name="id" select="*[local-name() = 'Identification']/*[
        local-name() = 'NewsIdentifier']"/>
    <xsl:variable name="lang" select="(.//*[local-name() = 'DescriptiveMetadata']/*[
        local-name() = 'Language']/@FormalName | @xml:lang)[normalize-space()]"/>
    <xsl:if test="$lang">
      <xsl:attribute name="xml:lang">
        <xsl:value-of select="normalize-space($lang[last()])"/>
      </xsl:attribute>
    </xsl:if>
    <xsl:apply-templates select="$id" mode="id"/>
  </xsl:template>

  <!-- id: without the revision, which is the version. -->
  <xsl:template match="*" mode="id">
    <xsl:variable name="provider" select="normalize-space(*[local-name() = 'ProviderId'])"/>
    <xsl:variable name="item" select="normalize-space(*[local-name() = 'NewsItemId'])"/>
    <xsl:variable name="public" select="normalize-space(*[local-name() = 'PublicIdentifier'])"/>
    <xsl:variable name="revision" select="normalize-space(*[local-name() = 'RevisionId'])"/>
    <xsl:if test="$item != '' or $public != ''">
      <xsl:attribute name="id">
        <xsl:if test="$item != ''">
          <xsl:value-of select="concat('urn:newsml:', $provider, ':',
              normalize-space(*[local-name() = 'DateId']), ':', $item)"/>
        </xsl:if>
        <xsl:if test="$item = ''"><xsl:value-of select="$public"/></xsl:if>
      </xsl:attribute>
    </xsl:if>
    <xsl:if test="number($revision) &gt;= 0">
      <xsl:attribute name="version"><xsl:value-of select="floor($revision)"/></xsl:attribute>
    </xsl:if>
  </xsl:template>

  <xsl:template match="*" mode="head">
    <xsl:variable name="lines" select=".//*[local-name() = 'NewsLines']"/>
    <xsl:variable name="management" select="*[local-name() = 'NewsManagement']"/>
    <xsl:variable name="meta" select=".//*[local-name() = 'DescriptiveMetadata']"/>
    <xsl:variable name="inner" select=".//*[local-name() = 'DataContent']//*[
        local-name() = 'hl1'][normalize-space()]"/>
    <xsl:variable name="headline" select="$lines/*[local-name() = 'HeadLine'
        ][normalize-space()]"/>
    <xsl:apply-templates select="($headline[1] | $inner[not($headline)][1])[1]" mode="said">
      <xsl:with-param name="name" select="'title'"/>
    </xsl:apply-templates>
    <xsl:apply-templates select="($lines/*[local-name() = 'SubHeadLine'])[1]" mode="said">
      <xsl:with-param name="name" select="'deck'"/>
    </xsl:apply-templates>
    <xsl:apply-templates select="($lines/*[local-name() = 'DateLine'])[normalize-space()][1]"
        mode="said">
      <xsl:with-param name="name" select="'dateline'"/>
    </xsl:apply-templates>
    <xsl:apply-templates select="($lines/*[local-name() = 'ByLine'])[normalize-space()][1]"
        mode="said">
      <xsl:with-param name="name" select="'byline'"/>
    </xsl:apply-templates>
    <xsl:apply-templates select="$management" mode="facts"/>
    <xsl:apply-templates select="$lines/*[local-name() = 'KeywordLine']
        | $meta/*[local-name() = 'Property'][@FormalName = 'Keyword']/@Value" mode="said">
      <xsl:with-param name="name" select="'subject'"/>
    </xsl:apply-templates>
  </xsl:template>

  <!-- facts: dates as ISO 8601 in its basic form; a status that will change
       to usable is an embargo. -->
  <xsl:template match="*" mode="facts">
    <xsl:apply-templates select="(*[local-name() = 'FirstCreated'
        or local-name() = 'ThisRevisionCreated'])[normalize-space()][1]" mode="said">
      <xsl:with-param name="name" select="'issued'"/>
    </xsl:apply-templates>
    <xsl:apply-templates select="*[local-name() = 'StatusWillChange']" mode="embargo"/>
    <xsl:apply-templates select="*[local-name() = 'Status']/@FormalName" mode="status">
      <xsl:with-param name="change" select="*[local-name() = 'StatusWillChange']"/>
    </xsl:apply-templates>
    <xsl:apply-templates select="*[local-name() = 'Instruction']
        | ..//*[local-name() = 'AdvisoryLine']" mode="advisory"/>
  </xsl:template>

  <xsl:template match="*" mode="embargo">
    <xsl:variable name="future" select="translate(*[local-name() = 'FutureStatus'
        ]/@FormalName, $upper, $lower)"/>
    <xsl:variable name="time" select="normalize-space(*[local-name() = 'DateAndTime'])"/>
    <embargo why="meta">
      <xsl:if test="$future = '' or $future = 'usable'"><xsl:value-of select="$time"/></xsl:if>
      <xsl:if test="$time = '' or not($future = '' or $future = 'usable')">Embargo</xsl:if>
    </embargo>
  </xsl:template>

  <!-- status: what is embargoed or withheld and has its time is usable then. -->
  <xsl:template match="@*" mode="status">
    <xsl:param name="change"/>
    <xsl:if test="normalize-space() and not($change and contains(' embargoed withheld ',
        concat(' ', translate(., $upper, $lower), ' ')) and
        normalize-space($change/*[local-name() = 'DateAndTime']))">
      <status><xsl:value-of select="translate(., $upper, $lower)"/></status>
    </xsl:if>
  </xsl:template>

  <xsl:template match="*" mode="advisory">
    <xsl:if test="normalize-space()">
      <advisory><xsl:value-of select="normalize-space()"/></advisory>
    </xsl:if>
  </xsl:template>

  <!-- text: the texts of a component in their order, its parts' after it; of
       several forms of one the first. -->
  <xsl:template match="*" mode="text">
    <xsl:variable name="own" select="*[local-name() = 'ContentItem']/*[
        local-name() = 'DataContent'][normalize-space()]"/>
    <xsl:apply-templates select="$own[1]" mode="markup"/>
    <xsl:apply-templates select="*[local-name() = 'NewsComponent']" mode="text"/>
  </xsl:template>

  <xsl:template match="*" mode="markup">
    <xsl:variable name="nitf" select="*[local-name() = 'nitf']/*[local-name() = 'body']"/>
    <xsl:variable name="html" select="*[local-name() = 'html']/*[local-name() = 'body']"/>
    <xsl:choose>
      <xsl:when test="$nitf">
        <xsl:apply-templates select="$nitf/*[local-name() = 'body.content'
            or local-name() = 'body.end']" mode="body"/>
      </xsl:when>
      <xsl:when test="$html">
        <xsl:apply-templates select="$html" mode="body"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:apply-templates mode="body"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- file: a picture that may lie beside the document. -->
  <xsl:template match="*" mode="file">
    <xsl:if test="not(contains(@Href, '://')) and contains($images, concat(' ',
        translate(substring(@Href, string-length(@Href) - 3), $upper, $lower), ' '))">
      <figure xmlns="http://www.w3.org/1999/xhtml">
        <xsl:apply-templates select="." mode="picture"/>
      </figure>
    </xsl:if>
  </xsl:template>

  <xsl:template match="*" mode="report">
    <xsl:if test="contains(@Href, '://') or not(contains($images, concat(' ',
        translate(substring(@Href, string-length(@Href) - 3), $upper, $lower), ' ')))">
      <message code="media-remote" severity="info" quote="{@Href}"/>
    </xsl:if>
  </xsl:template>

</xsl:stylesheet>
