<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: GPL-2.0-or-later -->
<!--
  The body of a release as it stands in a page: a closed subset of XHTML
  (doc/release.md), which is checked before and filtered afterwards
  (src/render/html_table.c), so here it is copied but for what a page does
  differently.
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns="http://www.w3.org/1999/xhtml"
    xmlns:g="urn:gazette:release:1"
    xmlns:h="http://www.w3.org/1999/xhtml"
    xmlns:m="http://www.w3.org/1998/Math/MathML"
    exclude-result-prefixes="g h m">

  <xsl:template match="h:*">
    <xsl:copy>
      <xsl:copy-of select="@*"/>
      <xsl:apply-templates/>
    </xsl:copy>
  </xsl:template>

  <!-- Blocks. -->

  <!-- A label that HTML can't count to stands in the text: "1.1", "§ 3". -->
  <xsl:template match="h:li">
    <li>
      <xsl:if test="@g:label">
        <xsl:attribute name="class">labelled</xsl:attribute>
      </xsl:if>
      <xsl:copy-of select="@*"/>
      <xsl:apply-templates select="@g:label" mode="label"/>
      <xsl:apply-templates/>
    </li>
  </xsl:template>

  <!-- label: before the text of an item. -->
  <xsl:template match="@g:label" mode="label">
    <span class="label"><xsl:value-of select="."/></span>
    <xsl:text> </xsl:text>
  </xsl:template>

  <!-- A wide table scrolls inside of its own box, which the keyboard must
       reach (WCAG 2.1.1). -->
  <xsl:template match="h:table">
    <xsl:choose>
      <xsl:when test="h:*/h:tr[count(*) &gt; 4] and not(ancestor::h:table)">
        <div class="wide" role="group" tabindex="0">
          <xsl:attribute name="aria-label">
            <xsl:apply-templates select="." mode="table-label"/>
          </xsl:attribute>
          <xsl:apply-templates select="." mode="table"/>
        </div>
      </xsl:when>
      <xsl:otherwise>
        <xsl:apply-templates select="." mode="table"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- table: the table itself. -->
  <xsl:template match="h:table" mode="table">
    <table>
      <xsl:apply-templates select="." mode="table-name"/>
      <xsl:copy-of select="@id | @lang | @dir"/>
      <xsl:apply-templates/>
    </table>
  </xsl:template>

  <!-- A heading without words heads nothing: the corner of many a table.  (A
       predicate in the pattern would count the cells before it.) -->
  <xsl:template match="h:th">
    <xsl:choose>
      <xsl:when test="normalize-space() or descendant::h:img">
        <th>
          <xsl:copy-of select="@*"/>
          <xsl:apply-templates/>
        </th>
      </xsl:when>
      <xsl:otherwise>
        <td>
          <xsl:copy-of select="@*[not(name() = 'scope')]"/>
          <xsl:apply-templates/>
        </td>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- table-name: its caption names a table; else its title does. -->
  <xsl:template match="h:table" mode="table-name">
    <xsl:variable name="said" select="concat(@title,
        substring('. ', 1, 2 * boolean(@title and @summary)), @summary)"/>
    <xsl:if test="$said != '' and h:caption">
      <xsl:attribute name="title"><xsl:value-of select="$said"/></xsl:attribute>
    </xsl:if>
    <xsl:if test="$said != '' and not(h:caption)">
      <xsl:attribute name="aria-label">
        <xsl:value-of select="$said"/>
      </xsl:attribute>
    </xsl:if>
  </xsl:template>

  <!-- table-label: what the box of a wide table is called. -->
  <xsl:template match="h:table" mode="table-label">
    <xsl:choose>
      <xsl:when test="normalize-space(h:caption)">
        <xsl:value-of select="normalize-space(h:caption)"/>
      </xsl:when>
      <xsl:when test="normalize-space(@title)">
        <xsl:value-of select="@title"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:call-template name="word">
          <xsl:with-param name="key">article-table</xsl:with-param>
        </xsl:call-template>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Inline. -->

  <xsl:template match="h:a">
    <xsl:choose>
      <xsl:when test="@role and not(parent::h:sup)">
        <sup class="noteref"><xsl:apply-templates select="." mode="link"/></sup>
      </xsl:when>
      <xsl:otherwise>
        <xsl:apply-templates select="." mode="link"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- link: one around a picture without words is known by where it leads;
       src/render/article.c makes the way back from a note. -->
  <xsl:template match="h:a" mode="link">
    <a>
      <xsl:if test="h:img and not(normalize-space()
          or h:img[normalize-space(@alt)])">
        <xsl:attribute name="aria-label">
          <xsl:value-of select="@href"/>
        </xsl:attribute>
      </xsl:if>
      <xsl:copy-of select="@*"/>
      <xsl:apply-templates/>
    </a>
  </xsl:template>

  <!-- Nobody's alternative text is no text: it is never made up. -->
  <xsl:template match="h:img">
    <img src="{@src}" alt="{@alt}">
      <xsl:copy-of select="@width | @height | @id | @lang"/>
    </img>
  </xsl:template>

  <xsl:template match="m:math">
    <xsl:copy-of select="."/>
  </xsl:template>
</xsl:stylesheet>
