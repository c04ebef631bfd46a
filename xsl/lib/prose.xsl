<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: GPL-2.0-or-later -->
<!--
  The text of vocabularies for articles (DocBook, JATS, TEI, DITA) as that of
  a release.  Who imports this says in $map what each element is, by its local
  name: " para=p sect1=section ", where a kind is an element of HTML or one of
    section  a part with a heading of its own
    title    the heading of a section, the caption of a figure or a table, or
             a line in bold type before anything else
    label    what a title, a note or an entry begins with
    caption  words to a picture or a table
    figure, media, img, first (of several forms of one picture)
    wrap     what holds a table and its caption
    entry    a cell of a table
    note     a footnote (the reader has numbered them: @gazette-number)
    link, q, term (a dt that may come several times), none, words
  What $map does not name is read as HTML (lib/wire.xsl) if it is lower case,
  as XML tells names apart by it; what nobody knows gives its words.
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:g="urn:gazette:release:1"
    xmlns:m="http://www.w3.org/1998/Math/MathML"
    xmlns:xlink="http://www.w3.org/1999/xlink"
    xmlns="http://www.w3.org/1999/xhtml"
    exclude-result-prefixes="g m xlink">

  <xsl:import href="wire.xsl"/>

  <xsl:key name="id" match="*[@id]" use="@id"/>
  <xsl:key name="id" match="*[@xml:id]" use="@xml:id"/>
  <xsl:key name="notes" match="*[@gazette-number]" use="'all'"/>

  <xsl:variable name="made"
      select="concat(' p ul ol li dl dt dd pre blockquote aside em strong sub sup u s code ',
          'thead tbody tfoot tr br hr span ', '')"/>
  <xsl:variable name="lists" select="' ul ol dl '"/>

  <xsl:template match="*" mode="body">
    <xsl:variable name="kind" select="substring-before(substring-after($map,
        concat(' ', local-name(), '=')), ' ')"/>
    <xsl:choose>
      <xsl:when test="$kind = 'none'"/>
      <xsl:when test="$kind = '' and local-name() = translate(local-name(), $upper, $lower)">
        <xsl:apply-imports/>
      </xsl:when>
      <xsl:when test="$kind = '' or $kind = 'words' or $kind = 'section'">
        <xsl:apply-templates mode="body"/>
      </xsl:when>
      <xsl:when test="contains($lists, concat(' ', $kind, ' '))">
        <xsl:apply-templates select="." mode="list">
          <xsl:with-param name="kind" select="$kind"/>
        </xsl:apply-templates>
      </xsl:when>
      <xsl:when test="contains($made, concat(' ', $kind, ' '))">
        <xsl:element name="{$kind}" namespace="http://www.w3.org/1999/xhtml">
          <xsl:apply-templates select="@id | @xml:id | @xml:lang | @lang" mode="attribute"/>
          <xsl:apply-templates mode="body"/>
        </xsl:element>
      </xsl:when>
      <xsl:otherwise>
        <xsl:apply-templates select="." mode="kind">
          <xsl:with-param name="kind" select="$kind"/>
        </xsl:apply-templates>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="m:math" mode="body">
    <xsl:copy-of select="."/>
  </xsl:template>

  <xsl:template match="*" mode="kind">
    <xsl:param name="kind"/>
    <xsl:choose>
      <xsl:when test="$kind = 'title'">
        <xsl:apply-templates select="." mode="title"/>
      </xsl:when>
      <xsl:when test="$kind = 'label'">
        <xsl:apply-templates select="." mode="label"/>
      </xsl:when>
      <xsl:when test="$kind = 'figure' or $kind = 'media'">
        <xsl:apply-templates select="." mode="figure"/>
      </xsl:when>
      <xsl:when test="$kind = 'caption'">
        <xsl:apply-templates select="." mode="caption"/>
      </xsl:when>
      <xsl:when test="$kind = 'first'">
        <xsl:variable name="name" select="local-name()"/>
        <xsl:if test="count(. | ../*[local-name() = $name][1]) = 1">
          <xsl:apply-templates mode="body"/>
        </xsl:if>
      </xsl:when>
      <xsl:when test="$kind = 'img'">
        <xsl:apply-templates select="." mode="image"/>
      </xsl:when>
      <xsl:when test="$kind = 'wrap'">
        <xsl:apply-templates select="." mode="wrap"/>
      </xsl:when>
      <xsl:when test="$kind = 'table'">
        <xsl:apply-templates select="." mode="table"/>
      </xsl:when>
      <xsl:when test="$kind = 'entry'">
        <xsl:apply-templates select="." mode="entry"/>
      </xsl:when>
      <xsl:when test="$kind = 'note'">
        <xsl:apply-templates select="." mode="noteref">
          <xsl:with-param name="words" select="@label | *[contains($map,
              concat(' ', local-name(), '=label '))]"/>
        </xsl:apply-templates>
      </xsl:when>
      <xsl:when test="$kind = 'link'">
        <xsl:apply-templates select="." mode="link"/>
      </xsl:when>
      <xsl:when test="$kind = 'q'">
        <xsl:apply-templates select="." mode="quotation"/>
      </xsl:when>
      <xsl:when test="$kind = 'term'">
        <dt><xsl:apply-templates mode="body"/></dt>
      </xsl:when>
      <xsl:otherwise>
        <xsl:apply-templates mode="body"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="@id | @xml:id" mode="attribute">
    <xsl:attribute name="id"><xsl:value-of select="."/></xsl:attribute>
  </xsl:template>

  <!-- root: the language of all. -->
  <xsl:template match="@*" mode="root">
    <xsl:attribute name="xml:lang"><xsl:value-of select="normalize-space()"/></xsl:attribute>
  </xsl:template>

  <!-- field: a line of the head, with its marks. -->
  <xsl:template match="*" mode="field">
    <xsl:param name="name"/>
    <xsl:element name="{$name}" namespace="urn:gazette:release:1">
      <xsl:attribute name="why">meta</xsl:attribute>
      <xsl:apply-templates select="node()[not(local-name() = 'subtitle')]" mode="body"/>
    </xsl:element>
  </xsl:template>

  <!-- abstract: the lead, its own heading left out. -->
  <xsl:template match="*" mode="abstract">
    <xsl:variable name="blocks" select="*[contains($map, concat(' ', local-name(), '=p '))
        or contains($map, concat(' ', local-name(), '=ul '))
        or contains($map, concat(' ', local-name(), '=ol '))]"/>
    <lead xmlns="urn:gazette:release:1" why="meta">
      <xsl:if test="$blocks">
        <xsl:apply-templates select="*[not(contains($map, concat(' ', local-name(),
            '=title ')))]" mode="body"/>
      </xsl:if>
      <xsl:if test="not($blocks)">
        <p xmlns="http://www.w3.org/1999/xhtml"><xsl:apply-templates mode="body"/></p>
      </xsl:if>
    </lead>
  </xsl:template>

  <!-- title: by what it is the title of. -->
  <xsl:template match="*" mode="title">
    <xsl:variable name="of" select="substring-before(substring-after($map,
        concat(' ', local-name(..), '=')), ' ')"/>
    <xsl:choose>
      <xsl:when test="not(normalize-space()) and not(*)"/>
      <xsl:when test="$of = 'section'">
        <xsl:apply-templates select="." mode="heading"/>
      </xsl:when>
      <xsl:when test="$of = 'figure' or $of = 'table' or $of = 'wrap'"/>
      <xsl:otherwise>
        <p>
          <xsl:apply-templates select="../@id | ../@xml:id" mode="attribute"/>
          <strong><xsl:apply-templates mode="body"/></strong>
        </p>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="*" mode="heading">
    <xsl:variable name="depth" select="count(ancestor::*[contains($map,
        concat(' ', local-name(), '=section '))])"/>
    <xsl:variable name="level" select="$depth * ($depth &gt; 1 and $depth &lt; 6) +
        6 * ($depth &gt; 5) + 2 * ($depth &lt; 2)"/>
    <xsl:element name="h{$level}" namespace="http://www.w3.org/1999/xhtml">
      <xsl:attribute name="g:why">meta</xsl:attribute>
      <xsl:apply-templates select="../@id | ../@xml:id" mode="attribute"/>
      <xsl:for-each select="../*[contains($map, concat(' ', local-name(), '=label '))]">
        <xsl:apply-templates mode="body"/>
        <xsl:text> </xsl:text>
      </xsl:for-each>
      <xsl:apply-templates mode="body"/>
    </xsl:element>
  </xsl:template>

  <!-- label: titles, captions and references to notes have taken theirs. -->
  <xsl:template match="*" mode="label">
    <xsl:variable name="of" select="substring-before(substring-after($map,
        concat(' ', local-name(..), '=')), ' ')"/>
    <xsl:if test="not(contains(' figure table wrap note ', concat(' ', $of, ' '))) and
        not($of = 'section' and ../*[contains($map, concat(' ', local-name(), '=title '))])">
      <xsl:apply-templates mode="body"/>
      <xsl:text> </xsl:text>
    </xsl:if>
  </xsl:template>

  <!-- list: what a list has before its items stands before it. -->
  <xsl:template match="*" mode="list">
    <xsl:param name="kind"/>
    <xsl:variable name="title" select="*[contains($map,
        concat(' ', local-name(), '=title '))]"/>
    <xsl:variable name="type" select="substring-before(substring-after(concat(
        ' arabic=1 loweralpha=a upperalpha=A lowerroman=i upperroman=I order=1 ',
        'alpha-lower=a alpha-upper=A roman-lower=i roman-upper=I ordered=1 numbered=1 '),
        concat(' ', @numeration, @list-type, @type, '=')), ' ')"/>
    <xsl:variable name="name" select="concat(substring('ol', 1, 2 * ($kind = 'ul' and
        $type != '')), substring($kind, 1, 2 * not($kind = 'ul' and $type != '')))"/>
    <xsl:apply-templates select="$title" mode="title"/>
    <xsl:element name="{$name}" namespace="http://www.w3.org/1999/xhtml">
      <xsl:if test="$name = 'ol' and $type != '' and $type != '1'">
        <xsl:attribute name="type"><xsl:value-of select="$type"/></xsl:attribute>
      </xsl:if>
      <xsl:if test="$name = 'ol' and @startingnumber &gt; 1">
        <xsl:attribute name="start"><xsl:value-of select="@startingnumber"/></xsl:attribute>
      </xsl:if>
      <xsl:apply-templates select="node()[not(contains($map,
          concat(' ', local-name(), '=title ')))]" mode="body"/>
    </xsl:element>
  </xsl:template>

  <!-- figure: its pictures, and all words to them in one caption. -->
  <xsl:template match="*" mode="figure">
    <xsl:variable name="within" select="ancestor::*[contains($map,
        concat(' ', local-name(), '=figure '))]"/>
    <xsl:variable name="words" select="*[contains($map, concat(' ', local-name(), '=title '))
        or contains($map, concat(' ', local-name(), '=label '))] | .//*[contains($map,
        concat(' ', local-name(), '=caption '))]"/>
    <xsl:choose>
      <xsl:when test="$within">
        <xsl:apply-templates mode="body"/>
      </xsl:when>
      <xsl:otherwise>
        <figure>
          <xsl:apply-templates select="@id | @xml:id" mode="attribute"/>
          <xsl:apply-templates mode="body"/>
          <xsl:if test="$words[normalize-space()]">
            <figcaption><xsl:apply-templates select="$words" mode="inline"/></figcaption>
          </xsl:if>
        </figure>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- caption: of a figure or a table, which took it. -->
  <xsl:template match="*" mode="caption">
    <xsl:if test="not(ancestor::*[contains(concat($map, ' table=table '),
        concat(' ', local-name(), '=figure ')) or contains($map,
        concat(' ', local-name(), '=media ')) or contains($map,
        concat(' ', local-name(), '=wrap ')) or contains($map,
        concat(' ', local-name(), '=table '))])">
      <p><xsl:apply-templates select="." mode="inline"/></p>
    </xsl:if>
  </xsl:template>

  <!-- inline: the words of blocks in one line. -->
  <xsl:template match="*" mode="inline">
    <xsl:choose>
      <xsl:when test="*[contains($map, concat(' ', local-name(), '=p '))
          or contains($map, concat(' ', local-name(), '=title '))]">
        <xsl:apply-templates select="*" mode="inline"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:apply-templates mode="body"/>
        <xsl:text> </xsl:text>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="*" mode="image">
    <xsl:variable name="alt" select="(@alt | *[contains(' alt alt-text figDesc ',
        concat(' ', local-name(), ' '))] | ../*[contains(' alt alt-text figDesc ',
        concat(' ', local-name(), ' '))] | ../../*[local-name() = 'textobject']
        | ../../*[local-name() = 'alt'])[normalize-space()]"/>
    <xsl:variable name="source" select="(@fileref | @xlink:href | @url | @href)[1]"/>
    <xsl:if test="$source">
      <img src="{$source}">
        <xsl:if test="$alt">
          <xsl:attribute name="alt"><xsl:value-of select="normalize-space($alt[1])"/></xsl:attribute>
        </xsl:if>
      </img>
    </xsl:if>
  </xsl:template>

  <xsl:template match="*" mode="wrap">
    <xsl:if test="not(.//*[contains($map, concat(' ', local-name(), '=table '))])">
      <p>
        <xsl:apply-templates select="*[contains($map, concat(' ', local-name(), '=label '))
            or contains($map, concat(' ', local-name(), '=title '))
            or contains($map, concat(' ', local-name(), '=caption '))]" mode="inline"/>
      </p>
    </xsl:if>
    <xsl:apply-templates mode="body"/>
  </xsl:template>

  <xsl:template match="*" mode="table">
    <xsl:variable name="own" select="(. | parent::*[contains($map, concat(' ', local-name(),
        '=wrap '))])/*[contains($map, concat(' ', local-name(), '=label '))
        or contains($map, concat(' ', local-name(), '=title '))
        or contains($map, concat(' ', local-name(), '=caption '))]"/>
    <table>
      <xsl:apply-templates select="(@id | @xml:id | parent::*[contains($map,
          concat(' ', local-name(), '=wrap '))]/@id)[1]" mode="attribute"/>
      <xsl:if test="$own[normalize-space()]">
        <caption><xsl:apply-templates select="$own" mode="inline"/></caption>
      </xsl:if>
      <xsl:apply-templates select="*" mode="body"/>
    </table>
  </xsl:template>

  <!-- entry: a cell of CALS, or of a simple table. -->
  <xsl:template match="*" mode="entry">
    <xsl:variable name="head" select="local-name(../..) = 'thead' or @role = 'label' or
        ../@role = 'label' or contains(' sthead prophead chhead ',
        concat(' ', local-name(..), ' '))"/>
    <xsl:variable name="columns" select="../../../*[local-name() = 'colspec']"/>
    <xsl:variable name="first">
      <xsl:apply-templates select="$columns" mode="place">
        <xsl:with-param name="name" select="@namest"/>
      </xsl:apply-templates>
    </xsl:variable>
    <xsl:variable name="last">
      <xsl:apply-templates select="$columns" mode="place">
        <xsl:with-param name="name" select="@nameend"/>
      </xsl:apply-templates>
    </xsl:variable>
    <xsl:element name="{substring('thtd', 1 + 2 * not($head), 2)}"
        namespace="http://www.w3.org/1999/xhtml">
      <xsl:if test="$last - $first &gt; 0">
        <xsl:attribute name="colspan"><xsl:value-of select="$last - $first + 1"/></xsl:attribute>
      </xsl:if>
      <xsl:if test="@morerows &gt; 0">
        <xsl:attribute name="rowspan"><xsl:value-of select="@morerows + 1"/></xsl:attribute>
      </xsl:if>
      <xsl:apply-templates select="@cols | @rows" mode="attribute"/>
      <xsl:apply-templates mode="body"/>
    </xsl:element>
  </xsl:template>

  <xsl:template match="*" mode="place">
    <xsl:param name="name"/>
    <xsl:if test="@colname = $name"><xsl:value-of select="position()"/></xsl:if>
  </xsl:template>

  <xsl:template match="@cols | @rows" mode="attribute">
    <xsl:if test=". &gt; 1 and . &lt; 1000">
      <xsl:attribute name="{substring('rowcol', 1 + 3 * (local-name() = 'cols'), 3)}span">
        <xsl:value-of select="number(.)"/>
      </xsl:attribute>
    </xsl:if>
  </xsl:template>

  <!-- noteref: the place of a note, or a reference to it elsewhere. -->
  <xsl:template match="*" mode="noteref">
    <xsl:param name="words"/>
    <a role="doc-noteref">
      <xsl:attribute name="href">
        <xsl:text>#</xsl:text>
        <xsl:apply-templates select="." mode="note-id"/>
      </xsl:attribute>
      <xsl:value-of select="normalize-space($words)"/>
      <xsl:if test="not(normalize-space($words))">
        <xsl:value-of select="@gazette-number"/>
      </xsl:if>
    </a>
  </xsl:template>

  <xsl:template match="*" mode="note-id">
    <xsl:value-of select="(@id | @xml:id)[1]"/>
    <xsl:if test="not(@id | @xml:id)">
      <xsl:value-of select="concat('note-', @gazette-number)"/>
    </xsl:if>
  </xsl:template>

  <!-- notes: all of the text, in their order. -->
  <xsl:template name="notes">
    <xsl:variable name="notes" select="key('notes', 'all')[not(ancestor::*[
        contains(' front teiHeader prolog info articleinfo ', concat(' ', local-name(), ' '))])]"/>
    <xsl:if test="$notes">
      <notes xmlns="urn:gazette:release:1">
        <xsl:apply-templates select="$notes" mode="note"/>
      </notes>
    </xsl:if>
  </xsl:template>

  <xsl:template match="*" mode="note">
    <xsl:variable name="label" select="(@label | *[contains($map,
        concat(' ', local-name(), '=label '))])[normalize-space()][1]"/>
    <note xmlns="urn:gazette:release:1" kind="footnote">
      <xsl:attribute name="id"><xsl:apply-templates select="." mode="note-id"/></xsl:attribute>
      <xsl:attribute name="label">
        <xsl:value-of select="normalize-space($label)"/>
        <xsl:if test="not($label)"><xsl:value-of select="@gazette-number"/></xsl:if>
      </xsl:attribute>
      <xsl:if test="not(*[contains($map, concat(' ', local-name(), '=p '))])">
        <p xmlns="http://www.w3.org/1999/xhtml"><xsl:apply-templates mode="body"/></p>
      </xsl:if>
      <xsl:if test="*[contains($map, concat(' ', local-name(), '=p '))]">
        <xsl:apply-templates mode="body"/>
      </xsl:if>
    </note>
  </xsl:template>

  <!-- link: one without words has those of its target. -->
  <xsl:template match="*" mode="link">
    <xsl:variable name="href"><xsl:apply-templates select="." mode="href"/></xsl:variable>
    <xsl:variable name="target" select="key('id', substring-after($href, '#'))[
        starts-with($href, '#')][1]"/>
    <xsl:choose>
      <xsl:when test="$target/@gazette-number">
        <xsl:apply-templates select="$target" mode="noteref">
          <xsl:with-param name="words" select="."/>
        </xsl:apply-templates>
      </xsl:when>
      <xsl:when test="$href = '' or $href = '#'">
        <xsl:apply-templates mode="body"/>
      </xsl:when>
      <xsl:otherwise>
        <a href="{$href}">
          <xsl:apply-templates mode="body"/>
          <xsl:if test="not(normalize-space()) and not(*)">
            <xsl:value-of select="normalize-space($target/*[contains($map,
                concat(' ', local-name(), '=title '))][1])"/>
            <xsl:if test="not(starts-with($href, '#'))">
              <xsl:value-of select="$href"/>
            </xsl:if>
          </xsl:if>
        </a>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="*" mode="href">
    <xsl:variable name="said" select="normalize-space((@xlink:href | @href | @url | @target)[1])"/>
    <xsl:variable name="id" select="normalize-space((@linkend | @rid)[1])"/>
    <xsl:choose>
      <xsl:when test="starts-with($said, '#') and contains($said, '/')">
        <xsl:value-of select="concat('#', substring-after($said, '/'))"/>
      </xsl:when>
      <xsl:when test="$said != ''">
        <xsl:value-of select="$said"/>
      </xsl:when>
      <xsl:when test="local-name() = 'email' and contains(., '@')">
        <xsl:value-of select="concat('mailto:', normalize-space())"/>
      </xsl:when>
      <xsl:when test="$id != ''">
        <xsl:value-of select="concat('#', substring-before(concat($id, ' '), ' '))"/>
      </xsl:when>
      <xsl:when test="local-name() = 'uri' and contains(., '://')">
        <xsl:value-of select="normalize-space()"/>
      </xsl:when>
    </xsl:choose>
  </xsl:template>

  <!-- quotation: a block, or words with the marks that readers would see. -->
  <xsl:template match="*" mode="quotation">
    <xsl:variable name="of" select="substring-before(substring-after($map,
        concat(' ', local-name(..), '=')), ' ')"/>
    <xsl:choose>
      <xsl:when test="$of = 'section' or *[contains($map, concat(' ', local-name(), '=p '))]">
        <blockquote><xsl:apply-templates mode="body"/></blockquote>
      </xsl:when>
      <xsl:otherwise>
        <xsl:text>&#x201D;</xsl:text>
        <xsl:apply-templates mode="body"/>
        <xsl:text>&#x201D;</xsl:text>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

</xsl:stylesheet>
