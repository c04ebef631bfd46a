<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: GPL-2.0-or-later -->
<!--
  The text of a release as wires and websites mark it up: XHTML, NITF, and
  their own dialects of both, in any namespace and any case.  Every element
  comes out by its local name as XHTML of a release (doc/release.md, "What
  importers deliver"); one that nobody knows gives its words, one that runs
  gives none.  Modes: body (a text), words (one line of plain words).
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:g="urn:gazette:release:1"
    xmlns="http://www.w3.org/1999/xhtml"
    exclude-result-prefixes="g">

  <xsl:variable name="upper">ABCDEFGHIJKLMNOPQRSTUVWXYZ</xsl:variable>
  <xsl:variable name="lower">abcdefghijklmnopqrstuvwxyz</xsl:variable>

  <!-- Names, each between blanks. -->
  <xsl:variable name="same"
      select="concat(' p ul ol li dl dt dd pre hr br blockquote caption thead tbody tfoot ',
          'tr figcaption figure em strong sub sup u s code aside h2 h3 h4 h5 ',
          'h6 ruby rb rt rp bdi bdo ', '')"/>
  <xsl:variable name="paragraphs"
      select="' citat para paragraph address credit '"/>
  <xsl:variable name="headings"
      select="' h1 hl2 mellis subhead subheadline mellantitel crosshead '"/>
  <xsl:variable name="quotes"
      select="' bq q-block '"/>
  <xsl:variable name="nothing"
      select="concat(' script style template head applet object embed iframe noscript svg ',
          'math canvas form input select textarea button nav audio video ',
          'nitf-table-metadata nitf-colgroup nitf-col colgroup col title-meta ', '')"/>

  <xsl:template match="text()" mode="body">
    <xsl:value-of select="."/>
  </xsl:template>

  <xsl:template match="comment() | processing-instruction()" mode="body"/>

  <xsl:template match="*" mode="body">
    <xsl:variable name="name" select="translate(local-name(), $upper, $lower)"/>
    <xsl:variable name="key" select="concat(' ', $name, ' ')"/>
    <xsl:choose>
      <xsl:when test="contains($nothing, $key)"/>
      <xsl:when test="contains($same, $key)">
        <xsl:apply-templates select="." mode="element">
          <xsl:with-param name="name" select="$name"/>
        </xsl:apply-templates>
      </xsl:when>
      <xsl:when test="contains($paragraphs, $key)">
        <xsl:apply-templates select="." mode="element">
          <xsl:with-param name="name" select="'p'"/>
        </xsl:apply-templates>
      </xsl:when>
      <xsl:when test="contains($headings, $key)">
        <h2 g:why="meta"><xsl:apply-templates mode="body"/></h2>
      </xsl:when>
      <xsl:when test="contains($quotes, $key)">
        <blockquote><xsl:apply-templates mode="body"/></blockquote>
      </xsl:when>
      <xsl:when test="$name = 'b'">
        <strong><xsl:apply-templates mode="body"/></strong>
      </xsl:when>
      <xsl:when test="$name = 'i'">
        <em><xsl:apply-templates mode="body"/></em>
      </xsl:when>
      <xsl:otherwise>
        <xsl:apply-templates select="." mode="other">
          <xsl:with-param name="name" select="$name"/>
        </xsl:apply-templates>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="*" mode="element">
    <xsl:param name="name"/>
    <xsl:element name="{$name}" namespace="http://www.w3.org/1999/xhtml">
      <xsl:apply-templates select="@xml:lang | @lang | @dir" mode="attribute"/>
      <xsl:apply-templates mode="body"/>
    </xsl:element>
  </xsl:template>

  <!-- other: what needs more than its name. -->
  <xsl:template match="*" mode="other">
    <xsl:param name="name"/>
    <xsl:choose>
      <xsl:when test="$name = 'a'">
        <a>
          <xsl:copy-of select="@href"/>
          <xsl:apply-templates mode="body"/>
        </a>
      </xsl:when>
      <xsl:when test="$name = 'table'">
        <table>
          <xsl:copy-of select="@summary"/>
          <xsl:apply-templates mode="body"/>
        </table>
      </xsl:when>
      <xsl:when test="$name = 'td' or $name = 'th'">
        <xsl:element name="{$name}" namespace="http://www.w3.org/1999/xhtml">
          <xsl:apply-templates select="@colspan | @rowspan" mode="attribute"/>
          <xsl:apply-templates mode="body"/>
        </xsl:element>
      </xsl:when>
      <xsl:when test="$name = 'img'">
        <img src="{@src}">
          <xsl:copy-of select="@alt"/>
        </img>
      </xsl:when>
      <xsl:when test="$name = 'lang' or $name = 'span'">
        <span>
          <xsl:apply-templates select="@xml:lang | @lang | @iso639" mode="attribute"/>
          <xsl:apply-templates mode="body"/>
        </span>
      </xsl:when>
      <xsl:when test="$name = 'media'">
        <xsl:apply-templates select="." mode="media"/>
      </xsl:when>
      <xsl:when test="$name = 'fn'">
        <xsl:text> [</xsl:text>
        <xsl:apply-templates select="." mode="words"/>
        <xsl:text>]</xsl:text>
      </xsl:when>
      <xsl:otherwise>
        <xsl:apply-templates mode="body"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- media: a picture of NITF with its words; it may lie beside the document. -->
  <xsl:template match="*" mode="media">
    <xsl:variable name="sources"
        select="*[local-name() = 'media-reference'][normalize-space(@source)]"/>
    <xsl:variable name="file" select="$sources[not(contains(@source, '://'))][1]
        | $sources[1][contains(@source, '://')]"/>
    <figure>
      <xsl:if test="not(normalize-space(@media-type)) or @media-type = 'image'">
        <xsl:apply-templates select="$file[1]" mode="picture"/>
      </xsl:if>
      <xsl:if test="normalize-space(*[local-name() = 'media-caption'])">
        <figcaption>
          <xsl:apply-templates select="*[local-name() = 'media-caption']/node()" mode="body"/>
          <xsl:apply-templates select="*[local-name() = 'media-producer']" mode="words"/>
        </figcaption>
      </xsl:if>
    </figure>
  </xsl:template>

  <!-- picture: named by a file that may lie beside the document, or by an
       address, that is reported and never fetched. -->
  <xsl:template match="*" mode="picture">
    <img src="{normalize-space(@source | @href | @Href)}">
      <xsl:if test="normalize-space(@alternate-text)">
        <xsl:attribute name="alt"><xsl:value-of select="normalize-space(@alternate-text)"/></xsl:attribute>
      </xsl:if>
    </img>
  </xsl:template>

  <xsl:template match="@xml:lang | @lang | @iso639" mode="attribute">
    <xsl:if test="normalize-space()">
      <xsl:attribute name="lang"><xsl:value-of select="normalize-space()"/></xsl:attribute>
    </xsl:if>
  </xsl:template>

  <xsl:template match="@dir" mode="attribute">
    <xsl:if test=". = 'ltr' or . = 'rtl'">
      <xsl:attribute name="dir"><xsl:value-of select="."/></xsl:attribute>
    </xsl:if>
  </xsl:template>

  <xsl:template match="@colspan | @rowspan" mode="attribute">
    <xsl:if test=". = floor(.) and . &gt; 1 and . &lt; 1000">
      <xsl:attribute name="{local-name()}"><xsl:value-of select="number(.)"/></xsl:attribute>
    </xsl:if>
  </xsl:template>

  <!-- words: what elements keep apart stays apart. -->
  <xsl:template match="*" mode="words">
    <xsl:text> </xsl:text>
    <xsl:apply-templates select="node()" mode="words"/>
    <xsl:text> </xsl:text>
  </xsl:template>

  <xsl:template match="text()" mode="words">
    <xsl:value-of select="."/>
  </xsl:template>

  <!-- said: the words of a field of the head, if it has any. -->
  <xsl:template match="* | @*" mode="said">
    <xsl:param name="name"/>
    <xsl:variable name="words">
      <xsl:apply-templates select="." mode="line"/>
    </xsl:variable>
    <xsl:if test="normalize-space($words)">
      <xsl:element name="{$name}" namespace="urn:gazette:release:1">
        <xsl:attribute name="why">meta</xsl:attribute>
        <xsl:value-of select="normalize-space($words)"/>
      </xsl:element>
    </xsl:if>
  </xsl:template>

  <xsl:template match="*" mode="line">
    <xsl:apply-templates select="." mode="words"/>
  </xsl:template>

  <xsl:template match="@*" mode="line">
    <xsl:value-of select="."/>
  </xsl:template>

  <!-- paragraphs: a lead, in one paragraph or more. -->
  <xsl:template match="*" mode="lead">
    <xsl:variable name="parts" select="*[contains(' p P ', concat(' ', local-name(), ' '))]
        [normalize-space()]"/>
    <xsl:if test="normalize-space()">
      <lead xmlns="urn:gazette:release:1" why="meta">
        <xsl:apply-templates select="$parts" mode="element">
          <xsl:with-param name="name" select="'p'"/>
        </xsl:apply-templates>
        <xsl:if test="not($parts)">
          <p xmlns="http://www.w3.org/1999/xhtml"><xsl:apply-templates mode="body"/></p>
        </xsl:if>
      </lead>
    </xsl:if>
  </xsl:template>

</xsl:stylesheet>
